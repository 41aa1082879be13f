"""Asks the person: what a gap or a leap of the clock was, if a session is enough, how they are; as buttons and rows."""

from datetime import datetime, timedelta

from tray.core.breaks.kinds_and_lengths import first_after
from tray.core.context import Context
from tray.core.day import sessions_and_estimates, shutdown
from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.core.messages.effects import LeapQuestion
from tray.core.sensing import gaps
from tray.core.state.ongoing import Session
from tray.core.state.state import State
from tray.core.state.wellbeing import FIRST, SCREEN, WEEKS, WELCOME
from tray.core.wellbeing import gap_questions_and_answers
from tray.lib.language.translation import say
from tray.view.tray.face import SEPARATOR, Button, Notice, Row
from tray.view.words import checkins_easier_days_holidays as checkins
from tray.view.words import names_and_numbers
from tray.view.words import questions_of_gaps_and_estimates as words
from tray.view.words.breaks import NO_THANKS, ON_THE_SCREEN
from tray.view.words.names_and_numbers import length
from tray.view.words.welcome import LAST_WEEKS, OK, SHOW_ME

_WAS = {"work": Regime.WORK, "meeting": Regime.WORK, "walk": Regime.RESTORE, "rest": Regime.REST}
_ASKED = ("work", "walk", "rest")
"""Servers have room for three buttons; the menu and the panel have every answer."""
_ASKED_OF_MEETING = ("meeting", "work", "rest")


def what_was(since: datetime, until: datetime, state: State, context: Context) -> Notice:
    """The question what a gap was, with the likely answers."""
    asked = _ASKED_OF_MEETING if gap_questions_and_answers.may_be_meeting(state, (since, until)) else _ASKED
    buttons = tuple(Button(key, say(words.WAS[key]), _it_was(key, since, until)) for key in asked)
    most = gaps.regime_of(since, since + (until - since) / 2, context.zone, context.settings.hours)
    return Notice(*words.what_was(since, until, context.zone, off=most is Regime.OFF), buttons)


def _it_was(key: str, since: datetime, until: datetime) -> c.ItWas:
    return c.ItWas(_WAS[key], since, until, meeting=key == "meeting")


def what_leapt(leap: LeapQuestion, context: Context) -> Notice:
    """The question whether the machine stood still when the clock leapt."""
    answers = zip(_leap_answers(leap.since, leap.until), (say("Yes"), say("No")), strict=True)
    buttons = tuple(Button(key, text, command, short) for (key, text, command), short in answers)
    return Notice(*words.what_leapt(leap.since, leap.until, context.zone, stood=leap.stood), buttons)


def _leap_answers(since: datetime, until: datetime) -> tuple[tuple[str, str, c.ItWas], ...]:
    return (
        ("stood", say("Yes, it was off"), c.ItWas(Regime.REST, since, until)),
        ("went-on", say("No, I went on working"), c.ItWas(Regime.WORK, since, until)),
    )


def gap_rows(state: State, at: datetime, context: Context) -> tuple[Row, ...]:
    """The same question as rows of the menu, with what was answered marked."""
    gap, leap = gap_questions_and_answers.last_gap(state, at, context), gap_questions_and_answers.last_leap(state, at)
    if leap is not None and (gap is None or gap[0] < leap.until):
        answers = _leap_answers(leap.since, leap.until)
        children = tuple(Row(f"leap-{key}", text, command) for key, text, command in answers)
        return (Row("leap", words.was_it_off(leap.since, leap.until, context.zone), children=children),)
    if gap is None:
        return ()
    was, meeting = gap_questions_and_answers.answer(state, gap), gap_questions_and_answers.was_meeting(state, gap)
    children = tuple(
        Row(
            f"was-{key}",
            say(words.WAS[key]),
            _it_was(key, *gap),
            checked=was is regime and (regime is not Regime.WORK or meeting is (key == "meeting")),
            radio=True,
        )
        for key, regime in _WAS.items()
    )
    return (Row("was", words.what_was_it(*gap, context.zone), children=children),)


def good_enough(session: Session, context: Context) -> Notice:
    """The question whether a session is good enough, as long as it waits for an answer."""
    wanted = context.settings.notifications
    buttons = (
        Button("done", say("Done"), c.StopSession()),
        Button("more", names_and_numbers.more_time(context.settings.sessions.more), c.MoreOnSession()),
        Button("estimate", say("Re-estimate"), c.Estimate()),
    )
    title, body = words.good_enough(session)
    return Notice(title, body, buttons, wanted.urgency, lasting=True, dismissed=c.LeaveEstimate())


def how_long(lengths: tuple[timedelta, ...], state: State) -> Notice:
    """Some lengths to estimate the session anew."""
    worked = state.session.worked if state.session else timedelta(0)
    buttons = tuple(
        Button(f"estimate-{each // timedelta(minutes=1)}", length(each), c.Estimate(each)) for each in lengths
    )
    return Notice(*words.how_long(worked), buttons)


def estimate_rows(state: State, session: Session, context: Context) -> tuple[Row, ...]:
    """The question as rows of the menu."""
    return (
        Row("asked", words.is_it_good_enough(session), enabled=False),
        Row("asked-done", say("Done"), c.StopSession()),
        Row("asked-more", names_and_numbers.more_time(context.settings.sessions.more), c.MoreOnSession()),
        Row("asked-estimate", say("Re-estimate"), children=estimate_choices(state, "asked-")),
    )


def estimate_choices(state: State, prefix: str = "") -> tuple[Row, ...]:
    """Lengths for the whole session, as rows."""
    return tuple(
        Row(f"{prefix}estimate-{index}", say("{length} in all", length=length(each)), c.Estimate(each))
        for index, each in enumerate(sessions_and_estimates.choices(state))
    )


def question(state: State, context: Context) -> Notice | None:
    """The question that stands, unless something else does: there is one notification at a time."""
    stands = state.health.question
    in_session = state.session is not None and state.session.asking
    if stands is None or stands.aside or in_session or state.suggestion or shutdown.asks(state):
        return None
    buttons = tuple(Button(key, label, command, short) for key, label, command, short in _answers(stands.item))
    return Notice(
        checkins.question(stands.item),
        checkins.question_body(stands.item, first_after(context)),
        buttons,
        urgency="normal" if stands.item in FIRST else "low",
        lasting=True,
        dismissed=None if stands.item == WELCOME else c.DropQuestion(),
        waits=stands.item != WELCOME,
    )


def _answers(item: str) -> tuple[tuple[str, str, c.Command, str], ...]:
    """What can be answered to a question: key, label, command and a short label where there is one."""
    if item == WELCOME:
        return (("show-me", say(SHOW_ME), c.ShowDemo(), ""), ("welcome-ok", say(OK), c.DropQuestion(), ""))
    if item == WEEKS:
        return tuple((f"weeks-{word}", say(label), c.Introduce(word), "") for label, word in LAST_WEEKS)
    if item == SCREEN:
        chosen = ((f"screen-{word}", say(label), c.ApplyPreset(f"screen-{word}"), "") for word, label in ON_THE_SCREEN)
        return (*chosen, ("screen-no", say(NO_THANKS), c.DropQuestion(), ""))
    return tuple((f"answer-{n}", label, c.CheckIn(item, n), short) for label, short, n in checkins.ranges(item))


def asked(state: State) -> tuple[Row, ...]:
    """The question that stands, for hosts whose notifications draw no buttons."""
    stands = state.health.question
    if stands is None:
        return ()
    answers = tuple(Row(key, label, command) for key, label, command, _ in _answers(stands.item))
    return (
        Row("question", checkins.question(stands.item), enabled=False),
        *answers,
        *(() if stands.item in (WELCOME, SCREEN) else (Row("question-drop", say("No answer"), c.DropQuestion()),)),
        Row("line-question", SEPARATOR),
    )
