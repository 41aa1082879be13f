"""Which rows does the menu have?"""

from datetime import datetime, timedelta

from tray.core import commands as c
from tray.core import draining, shutdown
from tray.core.ongoing import Commitment
from tray.core.sensing import Setting
from tray.core.state import State
from tray.view import asked, day_words, health_rows, menu_breaks, menu_commitments, menu_sessions, wording
from tray.view.durations import coarse, moment
from tray.view.face import SEPARATOR, Level, Row

_ONE_QUESTION = 6
"""Rows of the longest question, with its answers and the line below."""


def rows(state: State, band: Level, at: datetime, around: Setting, autostart: bool | None = None) -> tuple[Row, ...]:
    """The menu, its words coarse enough that they seldom change while it is open."""
    questions = (*_answers(state, at, around), *asked.gap_rows(state, at, around), *health_rows.asked(state))
    return (
        Row("number", f"{wording.number(state.pressure, band)}", c.ShowStatus()),
        *_holds(state, folded=len(questions) > _ONE_QUESTION),
        Row("line-1", SEPARATOR),
        *questions,
        *menu_breaks.rows(state, at, around),
        *_tracking(state, at, around),
        Row("line-2", SEPARATOR),
        *menu_sessions.rows(state, around),
        *menu_commitments.rows(state, at, around),
        _day(state),
        *health_rows.rows(state, at, around),
        Row("line-3", SEPARATOR),
        Row("report", "Report", c.OpenReport(), icon="document-print-preview"),
        Row("settings", "Settings…", c.OpenSettings(), icon="preferences-system"),
        *_autostart(autostart),
        Row("quit", "Quit", c.Quit(), icon="application-exit"),
    )


def _holds(state: State, *, folded: bool) -> tuple[Row, ...]:
    """What holds the number; folded away while much is asked, so that the menu fits on a screen 600 pixels high."""
    parts = tuple(Row(f"holds-{n}", text, enabled=False) for n, text in enumerate(wording.holds(state)))
    return (Row("holds", "What holds it", children=parts),) if folded else parts


def _answers(state: State, at: datetime, around: Setting) -> tuple[Row, ...]:
    """What is asked now, for hosts whose notifications draw no buttons."""
    if state.suggestion:
        return menu_breaks.suggested(state.suggestion, state, around)
    if state.session and state.session.asking:
        return (*asked.estimate_rows(state, state.session, around), Row("line-asked", SEPARATOR))
    if (open_ := draining.offered(state)) is not None:
        return _still_open(open_, state, at, around)
    if shutdown.asks(state):
        return (
            Row("asked", "Your day ends here", enabled=False),
            Row("asked-end", "Shut down the day", c.EndDay()),
            Row("asked-more", wording.more_time(around.settings.shutdown.more), c.MoreTime()),
            Row("asked-not", "Not today", c.NotToday()),
            Row("line-asked", SEPARATOR),
        )
    return ()


def _still_open(each: Commitment, state: State, at: datetime, around: Setting) -> tuple[Row, ...]:
    """While the day is shut down. The keys carry the number, so that a menu that is open answers what it shows."""
    when, n = draining.offered_time(state, at, around), each.number
    return (
        Row("asked", f"Still open: {wording.clipped(each.text)}", enabled=False),
        Row(f"asked-plan-{n}", day_words.when(when, at, around.zone), c.PlanCommitment(n, when)),
        Row(f"asked-done-{n}", day_words.DONE, c.CloseCommitment(n)),
        Row(f"asked-leave-{n}", day_words.LEAVE, c.LeaveOpen(n)),
        Row("asked-end", day_words.ALL, c.EndDay()),
        Row("line-asked", SEPARATOR),
    )


def _tracking(state: State, at: datetime, around: Setting) -> tuple[Row, ...]:
    if state.paused:
        until = state.paused.until
        label = f"Resume (paused until {moment(until, at, around.zone)})" if until else "Resume tracking"
        return (Row("resume", label, c.Resume(), icon="media-playback-start"),)
    children = (
        Row("pause-30", "30 min", c.Pause(timedelta(minutes=30))),
        Row("pause-60", "1 h", c.Pause(timedelta(hours=1))),
        Row("pause-tomorrow", "Until tomorrow", c.Pause(until_tomorrow=True)),
        Row("pause-open", "Until I resume", c.Pause()),
    )
    return (Row("pause", "Pause tracking", children=children, icon="media-playback-stop"),)


def _day(state: State) -> Row:
    if state.day and state.day.ended:
        return Row("day", "The day is shut down", enabled=False)
    worked = f" ({coarse(state.day.worked)} worked)" if state.day and state.day.worked >= timedelta(minutes=30) else ""
    return Row("day", f"End the day{worked}", c.EndDay(), icon="system-shutdown")


def _autostart(on: bool | None) -> tuple[Row, ...]:
    if on is None:
        return ()
    return (Row("autostart", "Start with the session", c.Autostart(not on), checked=on),)
