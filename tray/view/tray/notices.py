"""The notifications on the screen. Some follow from the state, others say once what happened."""

from datetime import datetime, timedelta, tzinfo
from typing import assert_never

from tray.core.breaks.take_snooze_and_skip import may_skip, may_snooze
from tray.core.context import Context
from tray.core.day import shutdown
from tray.core.messages import commands as c
from tray.core.messages import effects as e
from tray.core.state.ongoing import Answered, Block, Commitment
from tray.core.state.state import State
from tray.errors import Refused, TooManyOpen
from tray.lib.language.translation import say
from tray.view.tray import question_buttons_and_corrections as question_buttons
from tray.view.tray.face import Button, Face, Notice
from tray.view.tray.status_notice import status_notice
from tray.view.words import blocks as block_words
from tray.view.words import breaks, end_of_day, limits, names_and_numbers
from tray.view.words import checkins_easier_days_holidays as checkins
from tray.view.words import pressure_away_and_memory_full as pressure
from tray.view.words.names_and_numbers import day_and_clock, length

SUGGESTION, DAY, SESSION, STATUS, QUESTION = "suggestion", "day", "session", "status", "question"
BREAK, LIMIT, GAP, ESTIMATE, EASED, WARNING = "break", "limit", "gap", "estimate", "eased", "warning"
SETTINGS, TROUBLE, ON_BREAK = "settings", "trouble", "on-break"
"""The slots; each holds at most one notification."""
STANDING = (SUGGESTION, ON_BREAK, SESSION, DAY, QUESTION)
"""The slots whose notifications follow from the state."""


def standing(state: State, context: Context) -> dict[str, Notice]:
    """The notifications that are there as long as the state says so, by slot: those of STANDING."""
    notices: dict[str, Notice] = {}
    wanted = context.settings.notifications
    if not wanted.on:
        return notices
    if state.suggestion:
        notices[SUGGESTION] = _suggestion(state, context)
    if state.break_:
        notices[ON_BREAK] = _on_break(state, context)
    if state.session and state.session.asking:
        notices[SESSION] = question_buttons.good_enough(state.session, context)
    if (question := question_buttons.question(state, context)) is not None:
        notices[QUESTION] = question
    if (open_ := shutdown.offered(state)) is not None:
        notices[DAY] = _still_open(open_, state, context)
    elif shutdown.asks(state) and state.day:
        title, body = end_of_day.end(state.day, context.zone)
        buttons = (
            Button("end", end_of_day.end_the_day(), c.EndDay()),
            Button("more", names_and_numbers.more_time(context.settings.shutdown.more), c.MoreTime()),
            Button("not-today", end_of_day.not_today(), c.NotToday()),
        )
        notices[DAY] = Notice(title, body, buttons, wanted.urgency, sound=wanted.sound, lasting=True)
    return notices


def _still_open(each: Commitment, state: State, context: Context) -> Notice:
    wanted, time = context.settings.notifications, shutdown.offered_time(state, state.at, context)
    title, body = end_of_day.stays_open(each, shutdown.place(state), context.settings.shutdown, state.at)
    buttons = (
        # The time alone: swaync makes all buttons as wide as the widest, and cuts the last one off.
        Button("plan", day_and_clock(time, state.at, context.zone), c.PlanCommitment(each.number, time)),
        Button("done", end_of_day.done(), c.CloseCommitment(each.number)),
        Button("leave", end_of_day.leave(), c.LeaveOpen(each.number)),
    )
    return Notice(title, body, buttons, wanted.urgency, lasting=True)


def _suggestion(state: State, context: Context) -> Notice:
    live = state.suggestion
    assert live is not None
    wanted = context.settings.notifications
    over = shutdown.calls_it_a_day(live, state)
    take = say("Break anyway") if over else say("Take a break")
    first = Button("break", take, c.TakeBreak(live.kind, live.length))
    instead = (Button("end", end_of_day.end_the_day(), c.EndDay()),) if over else ()
    later = (Button("snooze", say("Snooze"), c.Snooze()),) if may_snooze(state, context) else ()
    # GNOME draws three buttons at most, and swaync cuts off what is beyond its width.
    skip = (Button("skip", say("Skip"), c.Skip()),) if may_skip(state, context) and not over else ()
    return Notice(
        breaks.title(live, state),
        breaks.body(live, state, context),
        (*instead, first, *later, *skip),
        "low" if live.quietly else wanted.urgency,
        sound=wanted.sound and not live.quietly,
        lasting=True,
        appearance=live.asked,
    )


def _on_break(state: State, context: Context) -> Notice:
    assert state.break_ is not None
    title, body = breaks.on_break(state.break_, context.settings, context.zone)
    return Notice(title, body, (Button("back", say("I'm back"), c.EndBreak()),), urgency="low", lasting=True)


def told(effect: e.Announcement, face: Face, state: State, context: Context) -> tuple[str, Notice] | None:
    """The slot and the notification with which an effect is told; None where the person wants none, or it's no news."""
    if not (context.settings.notifications.on or isinstance(effect, e.StatusWanted | e.EstimateWanted)):
        return None  # those two were just asked for
    match effect:
        case e.StatusWanted():
            return STATUS, status_notice(face, state)
        case e.BlockIsOver():
            take = Button("break", say("Take a break"), c.TakeBreak())
            return SESSION, Notice(*block_words.over(effect), (take,), sound=context.settings.notifications.sound)
        case e.BreakIsOver():
            if effect.rested < timedelta(minutes=1) and not effect.completed:
                return None
            title = breaks.break_over(completed=effect.completed)
            sound = context.settings.notifications.sound and effect.completed
            return BREAK, Notice(title, breaks.rested(effect.rested, effect.before, effect.after), sound=sound)
        case e.DayEndsSoon():
            end = state.day.end if state.day and state.day.end else state.at + effect.left
            again = state.day is not None and len(state.day.noticed) > 1
            return DAY, Notice(*end_of_day.soon(end, context.zone, again=again))
        case e.DayIsOver():
            return DAY, Notice(*end_of_day.over(effect))
        case e.LimitNear():
            return LIMIT, Notice(*limits.near(effect, context.settings.limits))
        case e.MemoryIsFull():
            return LIMIT, _full(effect, state, context)
        case e.BreakSoon():
            return BREAK, Notice(*breaks.soon(effect.left, effect.kind), urgency="low")
        case e.GapQuestion():
            return GAP, question_buttons.what_was(effect.since, effect.until, state, context)
        case e.LeapQuestion():
            return GAP, question_buttons.what_leapt(effect, context)
        case e.EstimateWanted():
            return ESTIMATE, question_buttons.how_long(effect.lengths, state)
        case e.TodayIsEased():
            undo = Button("as-usual", say("As usual"), c.AsUsual())
            title, body = checkins.eased(effect.break_after, effect.work)
            given = checkins.answered(state.answered) if effect.by_answer and state.answered else ""
            return EASED, Notice(title, "\n".join(part for part in (given, body) if part), (undo,))
        case e.GainSetBack():
            return EASED, Notice(*checkins.gain_set_back(effect.learnt, effect.now))
        case e.InsightFound():
            return WARNING, _insight(effect)
        case e.WarningTold():
            return WARNING, _warning(effect)
        case _:
            assert_never(effect)


def _warning(told: e.WarningTold) -> Notice:
    # Said on few days of a year, so its words are loaded when it is said.
    from tray.view.words import warnings as words

    return Notice(words.title(told.signal, told.rule), words.body(told.signal, told.rule, told.numbers))


def _insight(found: e.InsightFound) -> Notice:
    # Said once a month at most, so its words are loaded when it is said.
    from tray.view.words import insights as words

    return Notice(words.title(), words.body(found.kind, found.what, found.numbers))


def _full(effect: e.MemoryIsFull, state: State, context: Context) -> Notice:
    from tray.core.inquiry.what_frees_most import reliefs

    freed = reliefs(state, context)
    title, body = pressure.memory_is_full(effect.pressure, freed, state.at, context.zone)
    longest = context.settings.breaks.longest
    walk = Button("walk", say("Walk ({length})", length=length(longest)), c.TakeBreak("walk", longest))
    end = Button("end", end_of_day.end_the_day(), c.EndDay())
    return Notice(title, body, (walk, end), sound=context.settings.notifications.sound)


def refused(problem: Refused) -> Notice:
    """What was asked for at the menu or by a button is not done, and how to go on."""
    if isinstance(problem, TooManyOpen):
        words = Button("decline", say("Words for whoever asks"), c.Decline())
        return Notice(*limits.too_many(problem.refusal), (words,))
    return Notice(*limits.refused(str(problem)))


def block_planned(each: Block, at: datetime, zone: tzinfo) -> Notice:
    """Time that was asked for at the menu is kept: when, and why then."""
    drop = Button("drop", say("Give it back"), c.DropBlock(each.number))
    return Notice(*block_words.planned_in_two(each, at, zone), (drop,))


def declining(text: str) -> Notice:
    """The words for whoever asks for something that there is no room for."""
    return Notice(
        say("Words for whoever asks"), text, (Button("copy", say("Copy"), c.Decline(copy=True)),), lasting=True
    )


def answered(given: Answered) -> Notice:
    """What was expected of an answer that was given at the menu or by a button, and what it changed."""
    from tray.view.words.acknowledgements import thanks  # a few times a day at most

    return Notice(thanks(), checkins.answered(given), urgency="low")


def trouble(text: str) -> Notice:
    """Something of the machine that the person should know of."""
    return Notice("Backpressure", text)


def preset_applied(name: str, sentence: str, *, changed: bool) -> Notice:
    """A preset is in the settings file now, or was already."""
    from tray.view.words.acknowledgements import preset_applied as words  # seldom needed

    undo = Button("undo-preset", say("Undo"), c.UndoPreset())
    return Notice(*words(name, sentence, changed=changed), (undo,) if changed else ())


def preset_undone(name: str) -> Notice:
    """The settings file is what it was before the last preset."""
    from tray.view.words.acknowledgements import preset_undone as words

    return Notice(*words(name))
