"""Every notification that the program raises by itself, in the language in force, each at its longest.

Where a person's own words stand in one, they are short ones. What is wrong with a file or the machine is told whole,
however long it is, so it is no part of these.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import cache

from tests.core.wellbeing.test_timing_of_warnings_and_insights import SHOWN
from tests.day import Day, day
from tray.core.context import Context
from tray.core.inquiry.what_frees_most import Means, Relief
from tray.core.law.answer_model import Expected
from tray.core.messages import commands as c
from tray.core.messages import effects as e
from tray.core.messages.facts import QuestionPut
from tray.core.sensing.presence import Input, Senses
from tray.core.state.ongoing import Answered, Block, Break, Commitment, Reached, Session
from tray.core.state.wellbeing import SCREEN, WEEKS, WELCOME
from tray.core.wellbeing.warning_signs import SIGNALS
from tray.errors import Refused
from tray.settings.defaults.every_setting import Limits, Settings
from tray.settings.defaults.presets import EVERY, PRESETS
from tray.view.tray import notices
from tray.view.tray import question_buttons_and_corrections as question_buttons
from tray.view.tray.face import Face, Notice
from tray.view.tray.icon_mark_tooltip_clicks import face
from tray.view.words import pressure_away_and_memory_full as pressure
from tray.view.words.checkins_easier_days_holidays import ITEMS

AT = datetime(2026, 11, 25, 21, 30, tzinfo=UTC)
"""A Wednesday, which has the longest name in many languages, at a time with two digits everywhere."""
LENGTHS = [timedelta(seconds=20), *(timedelta(minutes=n) for n in (1, 8, 11, 15, 59, 85, 90, 150))]
LONG = timedelta(hours=10, minutes=55)
EARLIER, SHORTER = timedelta(minutes=40), timedelta(hours=6, minutes=30)
"""An easier day's."""
OWN = "Ada"


def every_notice() -> Iterator[Notice]:
    """All of them; some alike but for a number."""
    yield from suggested()
    yield from of_days()
    yield from of_limits()
    yield from asked()
    yield from of_acknowledgements()
    yield from warned()
    yield from at_length()


def suggested() -> Iterator[Notice]:
    """Breaks: suggested, coming, on and over."""
    told = day().work("53m")
    live = told.state.suggestion
    assert live is not None
    reached = (Reached("orange", 60.0, AT),)
    for kind in ("rest", "walk", "lunch"):
        yield shown(told, e.BreakSoon(LONG, kind))
        yield standing(told, break_=Break(kind, AT, LONG, 40.0), suggestion=None)[notices.ON_BREAK]
        for length in LENGTHS:
            for asked_times in (1, 2, 3):
                for reason in ("stretch", "pressure", "meetings"):
                    said = replace(live, kind=kind, length=length, asked=asked_times, reason=reason, level="orange")
                    yield standing(told, suggestion=said, reached=reached)[notices.SUGGESTION]
    for said in (
        replace(live, enough=False),
        replace(live, clock="12:30", reason="clock", agents=12),
        replace(live, enough=False, asked=2, level="orange", reason="pressure"),
    ):
        yield standing(told, suggestion=said, reached=reached)[notices.SUGGESTION]
        yield standing(told, suggestion=said, reached=reached, day=None)[notices.SUGGESTION]
    for completed in (True, False):
        yield shown(told, e.BreakIsOver(LONG, 100.0, 87.0, completed))
    for worked in (timedelta(0), LONG):
        yield shown(told, e.BlockIsOver(OWN, LONG, worked))


def of_days() -> Iterator[Notice]:
    """The end of the day."""
    told, still = at_the_end()
    assert told.state.day is not None
    yield standing(told)[notices.DAY]
    yield standing(told, day=replace(told.state.day, planned=None, extended=None))[notices.DAY]
    for when in (None, still.at - timedelta(hours=1)):
        each = replace(still.state.commitments[0], when=when)
        yield standing(still, commitments=(each, Commitment(2, OWN)))[notices.DAY]
    yield shown(told, e.DayEndsSoon(timedelta(minutes=30)))
    for breaks, unplanned, planned in ((0, 0, 0), (1, 1, 0), (12, 12, 0), (12, 0, 12), (12, 12, 12)):
        yield shown(told, e.DayIsOver(LONG, breaks, 100.0, unplanned, planned))


def of_limits() -> Iterator[Notice]:
    """Limits that the person set, or that nobody set; and memory that is full."""
    for limits in (Limits(late_after=time(21, 30)), Limits(day=LONG, week=5 * LONG, stretch=LONG, commitments=12)):
        told = day(Settings(limits=limits))
        for left in (LONG, None):
            for name, value in (
                ("stretch", LONG.total_seconds()),
                ("day", LONG.total_seconds()),
                ("week", 9 * LONG.total_seconds()),
                ("late_after", 0.0),
                ("commitments", 999.0),
                ("switches", 999.0),
            ):
                yield shown(told, e.LimitNear(name, left, value))
    walk = Relief(Means.WALK, 60.0, timedelta(minutes=90))
    for most in (Relief(Means.STOP, 77.0, until=AT + timedelta(days=2)), Relief(Means.CLOSE, 77.0), walk):
        for next_ in (walk, Relief(Means.PLAN, 20.0)):
            filled = shown(day(), e.MemoryIsFull(100.0))
            title, body = pressure.memory_is_full(100.0, (most, next_), AT, UTC)
            yield replace(filled, title=title, body=body)


def _refused() -> Refused:
    refused = day(Settings(limits=Limits(commitments=1))).ask(c.Commit("one")).ask(c.Commit("two")).refused
    assert refused is not None
    return refused


def asked() -> Iterator[Notice]:
    """Questions, and what their answers came to."""
    for item in (WELCOME, WEEKS, SCREEN, *ITEMS):
        told = day().ask(c.Introduce("normal")).work("10m")
        told.moment = told.moment.__class__(told.record.append((QuestionPut(told.at, item),)), told.moment.senses)
        yield standing(told)[notices.QUESTION]
    told = day().work("1h").ask(c.CheckIn("fatigue", 3))
    for points in (0.0, 1.0, 8.0, -8.0):
        for item in ("fatigue", "rested"):
            given = Answered(AT, item, 10, Expected(45.0, 25.0, 65.0), points, points)
            yield notices.answered(given)
    yield shown(told, e.TodayIsEased(EARLIER, SHORTER))
    yield shown(told, e.GainSetBack(1.25, 1.15))
    for gap in (LONG, timedelta(minutes=50)):
        yield shown(told, e.GapQuestion(AT, AT + gap))
    met = replace(told.state, planned_meetings=((AT, AT + LONG),))
    yield question_buttons.what_was(AT, AT + LONG, met, told.context)
    for stood in (True, False):
        yield shown(told, e.LeapQuestion(AT - LONG, AT, stood))
    for share in (1.0, 1.5, 2.0):
        session = Session(OWN, AT, LONG, "usual", by_hand=False, asked=share, asking=True)
        yield question_buttons.good_enough(session, told.context)
    session = Session(OWN, AT, LONG, "usual", by_hand=False, worked=LONG)
    yield question_buttons.how_long((LONG, 2 * LONG, 3 * LONG), replace(told.state, session=session))


def warned() -> Iterator[Notice]:
    """Early warnings by each of their rules, and findings."""
    told = day()
    for name, history in SHOWN.items():
        signal = name.partition(" ")[0]
        for found in SIGNALS[signal](history):
            yield shown(told, e.WarningTold(signal, found.rule, found.numbers))
    kinds = [(kind, what) for kind in ("walk", "lunch", "short", "long") for what in ("answer", "stretch")]
    for kind, what in (*kinds, ("early-end", "answer")):
        for difference, low, high in ((11.0, -5.0, 15.0), (11.0, 2.0, 25.0), (-11.0, -25.0, -2.0)):
            numbers = {"count": 48, "others": 112, "difference": difference, "low": low, "high": high}
            yield shown(told, e.InsightFound(kind, what, numbers))


def of_acknowledgements() -> Iterator[Notice]:
    """What was done at the menu."""
    for preset in (*PRESETS, *EVERY):
        for changed in (True, False):
            yield notices.preset_applied(preset.name, preset.sentence, changed=changed)
        yield notices.preset_undone(preset.name)


def at_length() -> Iterator[Notice]:
    """What was asked for just then and is read: the number in words, why a block is where it is, a refusal."""
    for told in in_the_middle():
        yield shown(told, e.StatusWanted())
    for orange in (None, AT - LONG, AT + LONG):
        block = Block(12, AT + timedelta(days=2), AT + timedelta(days=2, hours=2), OWN, 59.0, orange)
        yield notices.block_planned(block, AT, UTC)
    told = day().work("1h").ask(c.CheckIn("fatigue", 3))
    given = Answered(AT, "fatigue", 10, Expected(45.0, 25.0, 65.0), 8.0, 8.0)
    told.moment = told.moment.__class__(replace(told.state, answered=given), told.moment.senses)
    yield shown(told, e.TodayIsEased(EARLIER, SHORTER, by_answer=True))
    yield notices.refused(_refused())


@cache
def at_the_end() -> tuple[Day, Day]:
    """A day whose end has come, and one that is being ended. Nothing more happens in these, whatever the language."""
    return day().work("8h45m").ask(c.Skip()), day().work("1h").ask(c.Commit(OWN)).ask(c.EndDay())


@cache
def in_the_middle() -> tuple[Day, ...]:
    """A long stretch, a break and a pause."""
    return day().work("4h"), day().work("4h").ask(c.Commit(OWN)).ask(c.TakeBreak()), day().work("4h").ask(c.Pause())


@cache
def many_times() -> tuple[Day, ...]:
    """Others at which the menu says something else."""
    return (
        day(),
        day().work("53m"),
        day().work("53m").ask(c.Snooze()),
        day().work("1h").ask(c.Commit(OWN)).ask(c.StartSession(OWN, LONG)),
        day().work("4h").away("30m").work("1m"),
        day().work("8h45m").ask(c.EndDay()),
        day().ask(c.BeginHoliday()),
        day().ask(c.DropQuestion()).ask(c.StartSession(OWN, timedelta(minutes=20))).work("30m"),
    )


def shown(told: Day, effect: e.Announcement) -> Notice:
    """What an effect shows."""
    found = notices.told(
        effect, face(told.state, Senses(input=Input.ACTIVE), told.at, told.context), told.state, told.context
    )
    assert found is not None
    return found[1]


def standing(told: Day, **otherwise: object) -> dict[str, Notice]:
    """What stands on the screen, in a state that differs in some."""
    context: Context = told.context
    return notices.standing(replace(told.state, **otherwise), context)  # type: ignore[arg-type]


def every_face() -> Iterator[Face]:
    """What the icon's menu and tooltip say at many times of many days."""
    for each in (*at_the_end(), *in_the_middle(), *many_times()):
        for senses in (
            Senses(input=Input.ACTIVE),
            Senses(input=Input.ACTIVE, attention=frozenset(("do-not-disturb", "fullscreen", "meeting"))),
        ):
            yield face(each.state, senses, each.at, each.context)
    for item in (WELCOME, WEEKS, SCREEN, *ITEMS):
        told = day().ask(c.Introduce("normal")).work("10m")
        told.moment = told.moment.__class__(told.record.append((QuestionPut(told.at, item),)), told.moment.senses)
        yield face(told.state, Senses(input=Input.ACTIVE), told.at, told.context)
