"""Which notifications are on the screen? Some follow from the state, others say once what happened."""

from datetime import timedelta
from typing import assert_never

from tray.core import commands as c
from tray.core import draining, friction, shutdown
from tray.core import effects as e
from tray.core.ongoing import Commitment
from tray.core.sensing import Setting
from tray.core.state import State
from tray.errors import Problem
from tray.view import asked, day_words, health_rows, health_words, limit_words, phrases, wording
from tray.view.face import Button, Face, Notice
from tray.view.look import band

SUGGESTION, DAY, SESSION, STATUS, QUESTION = "suggestion", "day", "session", "status", "question"
BREAK, LIMIT, GAP, ESTIMATE, EASED, WARNING = "break", "limit", "gap", "estimate", "eased", "warning"
SETTINGS, TROUBLE = "settings", "trouble"
"""The slots; each holds at most one notification."""
STANDING = (SUGGESTION, SESSION, DAY, QUESTION)
"""The slots whose notifications follow from the state."""


def standing(state: State, around: Setting) -> dict[str, Notice]:
    """The notifications that are there as long as the state says so, by slot: those of STANDING."""
    notices: dict[str, Notice] = {}
    wanted = around.settings.notifications
    if not wanted.on:
        return notices
    if state.suggestion:
        notices[SUGGESTION] = _suggestion(state, around)
    if state.session and state.session.asking:
        notices[SESSION] = asked.good_enough(state.session, around)
    if (question := health_rows.question(state)) is not None:
        notices[QUESTION] = question
    if (open_ := draining.offered(state)) is not None:
        notices[DAY] = _still_open(open_, state, around)
    elif shutdown.asks(state) and state.day:
        title, body = day_words.end(state.day, around.zone)
        buttons = (
            Button("end", "Shut down the day", c.EndDay()),
            Button("more", wording.more_time(around.settings.shutdown.more), c.MoreTime()),
            Button("not-today", "Not today", c.NotToday()),
        )
        notices[DAY] = Notice(
            title, body, buttons, wanted.urgency, sound=wanted.sound, lasting=True, dismissed=c.MoreTime()
        )
    return notices


def _still_open(each: Commitment, state: State, around: Setting) -> Notice:
    wanted, time = around.settings.notifications, draining.offered_time(state, state.at, around)
    title, body = day_words.stays_open(each, draining.place(state), around.settings.shutdown)
    buttons = (
        Button("plan", day_words.when(time, state.at, around.zone), c.PlanCommitment(each.number, time)),
        Button("done", day_words.DONE, c.CloseCommitment(each.number)),
        Button("leave", day_words.LEAVE, c.LeaveOpen(each.number)),
    )
    return Notice(title, body, buttons, wanted.urgency, lasting=True, dismissed=c.LeaveOpen(each.number))


def _suggestion(state: State, around: Setting) -> Notice:
    live = state.suggestion
    assert live is not None
    wanted = around.settings.notifications
    first = Button("break", "Take a break", c.TakeBreak(live.kind, live.length))
    instead = () if live.enough else (Button("end", "Shut down the day", c.EndDay()),)
    later = (Button("snooze", "Snooze", c.Snooze()),) if friction.may_snooze(state, around) else ()
    skip = (Button("skip", "Skip", c.Skip()),) if friction.may_skip(around) else ()
    body = phrases.body(live, band(live.pressure, around.settings.levels), around.settings)
    return Notice(
        phrases.title(live),
        body,
        (first, *instead, *later, *skip),
        wanted.urgency,
        sound=wanted.sound,
        lasting=True,
        dismissed=c.Snooze(put_away=True),
    )


def told(effect: e.Effect, face: Face, state: State, around: Setting) -> tuple[str, Notice] | None:
    """The slot and the notification with which an effect is told; None when it is none to tell."""
    match effect:
        case e.StatusWanted():
            return STATUS, _status(face, state)
        case e.BreakIsOver():
            if effect.rested < timedelta(minutes=1) or not around.settings.notifications.on:
                return None
            title = "The break is over" if effect.completed else "Welcome back"
            return BREAK, Notice(title, wording.rested(effect.rested, effect.before, effect.after))
        case e.DayEndsSoon():
            if not around.settings.notifications.on:
                return None
            return DAY, Notice(*day_words.soon(effect.left))
        case e.DayIsOver():
            if not around.settings.notifications.on:
                return None
            return DAY, Notice(*day_words.over(effect))
        case e.LimitNear():
            if not around.settings.notifications.on:
                return None
            return LIMIT, Notice(*limit_words.near(effect, around.settings.limits))
        case e.MemoryIsFull():
            return (LIMIT, _full(effect, state, around)) if around.settings.notifications.on else None
        case e.BreakSoon():
            if not around.settings.notifications.on:
                return None
            return BREAK, Notice(*phrases.soon(effect.left, effect.kind), urgency="low")
        case e.GapQuestion():
            if not around.settings.notifications.on:
                return None
            return GAP, asked.what_was(effect.since, effect.until, around)
        case e.EstimateWanted():
            return ESTIMATE, asked.how_long(effect.lengths, state)
        case e.TodayIsEased():
            if not around.settings.notifications.on:
                return None
            undo = Button("as-usual", "As usual", c.AsUsual())
            return EASED, Notice(*health_words.eased(effect.break_after, effect.work), (undo,))
        case e.WarningTold():
            if not around.settings.notifications.on:
                return None
            return WARNING, _warning(effect)
        case e.SettingsWanted() | e.ReportWanted() | e.AutostartWanted() | e.QuitWanted() | e.Happened():
            return None
        case _:
            assert_never(effect)


def _warning(told: e.WarningTold) -> Notice:
    # Said on few days of a year, so its words are loaded when it is said.
    from tray.view import warning_words as words

    return Notice(words.title(told.signal), words.body(told.signal, told.rule, told.numbers))


def _status(face: Face, state: State) -> Notice:
    first = (
        Button("back", "I am back", c.EndBreak()) if state.break_ else Button("break", "Take a break", c.TakeBreak())
    )
    second = Button("resume", "Resume", c.Resume()) if state.paused else Button("pause", "Pause", c.Pause())
    buttons = (first, second, Button("settings", "Settings", c.OpenSettings()))
    title, _, rest = face.tooltip.partition(". ")
    body = "\n".join(part for part in (rest, ", ".join(wording.holds(state)), face.next) if part)
    return Notice(title.rstrip("."), body, buttons)


def settings_problems(problems: tuple[Problem, ...]) -> Notice:
    """The settings file has mistakes; what was in force stays in force."""
    first, more = problems[0], len(problems) - 1
    also = f"\nand {more} more: `backpressure settings check` prints them all." if more else ""
    text = f"{first}{also}\nNothing was changed; the settings from before are in force."
    return Notice(
        "The settings file has a mistake" if not more else "The settings file has mistakes",
        text,
        (Button("settings", "Open the settings", c.OpenSettings()),),
        lasting=True,
    )


def _full(effect: e.MemoryIsFull, state: State, around: Setting) -> Notice:
    from tray.view import full_notice

    return full_notice.notice(effect.pressure, state, around)


def refused(text: str) -> Notice:
    """What was asked for at the menu or by a button is not done, and how to go on."""
    return Notice(*limit_words.refused(text))


def trouble(text: str) -> Notice:
    """Something of the machine that the person should know of."""
    return Notice("Backpressure", text)
