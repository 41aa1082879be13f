"""Which rows does the menu have?"""

from datetime import datetime, timedelta

from tray.core import commands as c
from tray.core import shutdown
from tray.core.nudges import worked_out
from tray.core.requests import LENGTHS
from tray.core.sensing import Setting
from tray.core.state import State
from tray.view import asked, health_rows, menu_commitments, menu_sessions, wording
from tray.view.durations import coarse, length, moment
from tray.view.face import SEPARATOR, Level, Row


def rows(state: State, band: Level, at: datetime, around: Setting, autostart: bool | None = None) -> tuple[Row, ...]:
    """The menu, its words coarse enough that they seldom change while it is open."""
    return (
        Row("number", f"{wording.number(state.pressure, band)}", c.ShowStatus()),
        *(Row(f"holds-{index}", text, enabled=False) for index, text in enumerate(wording.holds(state))),
        Row("line-1", SEPARATOR),
        *_answers(state, around),
        *asked.gap_rows(state, at, around),
        *health_rows.asked(state),
        *_breaks(state, around),
        Row("snooze", _snooze_label(state, at, around), children=_snoozes(), icon="appointment-soon"),
        *_tracking(state, at, around),
        Row("line-2", SEPARATOR),
        *menu_sessions.rows(state, around),
        *menu_commitments.rows(state, at, around),
        _day(state),
        *health_rows.rows(state, at, around),
        Row("line-3", SEPARATOR),
        Row("settings", "Settings…", c.OpenSettings(), icon="preferences-system"),
        *_autostart(autostart),
        Row("quit", "Quit", c.Quit(), icon="application-exit"),
    )


def _answers(state: State, around: Setting) -> tuple[Row, ...]:
    """What is asked now, for hosts whose notifications draw no buttons."""
    if state.suggestion:
        title = wording.suggestion_title(state.suggestion)
        return (
            Row("asked", title, enabled=False),
            Row(
                "asked-break",
                f"Take a break ({length(state.suggestion.length)})",
                c.TakeBreak(length=state.suggestion.length),
            ),
            *(() if state.suggestion.enough else (Row("asked-end-day", "Shut down the day", c.EndDay()),)),
            Row("asked-snooze", f"Snooze ({length(around.settings.breaks.snooze)})", c.Snooze()),
            Row("asked-skip", "Skip", c.Skip()),
            Row("line-asked", SEPARATOR),
        )
    if state.session and state.session.asking:
        return (*asked.estimate_rows(state, state.session, around), Row("line-asked", SEPARATOR))
    if shutdown.asks(state):
        return (
            Row("asked", "Your day ends here", enabled=False),
            Row("asked-end", "Shut down the day", c.EndDay()),
            Row("asked-more", wording.more_time(around.settings.shutdown.more), c.MoreTime()),
            Row("asked-not", "Not today", c.NotToday()),
            Row("line-asked", SEPARATOR),
        )
    return ()


def _breaks(state: State, around: Setting) -> tuple[Row, ...]:
    if state.break_:
        return (Row("back", "I am back", c.EndBreak(), icon="go-home"),)
    found = worked_out(state, around)
    children = (
        Row("break-worked-out", f"{length(found.length)}, as worked out", c.TakeBreak(length=found.length)),
        Row("break-5", "5 min", c.TakeBreak(length=timedelta(minutes=5))),
        Row("break-walk", f"Walk ({length(LENGTHS['walk'])})", c.TakeBreak("walk", LENGTHS["walk"])),
        Row("break-lunch", f"Lunch ({length(LENGTHS['lunch'])})", c.TakeBreak("lunch", LENGTHS["lunch"])),
    )
    return (Row("break", "Take a break", children=children, icon="media-playback-pause"),)


def _snooze_label(state: State, at: datetime, around: Setting) -> str:
    if state.snoozed_until and state.snoozed_until > at:
        return f"Snoozed until {moment(state.snoozed_until, at, around.zone)}"
    return "Snooze suggestions"


def _snoozes() -> tuple[Row, ...]:
    lengths = (timedelta(minutes=5), timedelta(minutes=15), timedelta(minutes=30))
    by_length = (Row(f"snooze-{each // timedelta(minutes=1)}", length(each), c.Snooze(each)) for each in lengths)
    return (*by_length, Row("snooze-tomorrow", "Until tomorrow", c.Snooze(until_tomorrow=True)))


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
