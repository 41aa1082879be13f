"""Which rows of the menu are about commitments: what waits, and for each a way to plan it or close it?"""

from datetime import datetime, timedelta

from tray.core import calendar
from tray.core import commands as c
from tray.core.local_time import instant
from tray.core.ongoing import Commitment
from tray.core.sensing import Setting
from tray.core.state import State
from tray.view import wording
from tray.view.durations import moment
from tray.view.face import Row

_SHOWN = 15
"""At most so many commitments are rows of the menu; `backpressure commitments` lists all."""
_WEEK = timedelta(days=7)


def rows(state: State, at: datetime, around: Setting) -> tuple[Row, ...]:
    """The queue: what has no time yet first, then by time; and a row that notes one more."""
    waiting = queue(state)
    times = _times(at, around) if waiting else ()
    children = tuple(_commitment(each, times, at, around) for each in waiting[:_SHOWN])
    more = len(waiting) - _SHOWN
    rest = (Row("waiting-more", f"and {more} more: backpressure commitments", enabled=False),) if more > 0 else ()
    elsewhere = sum(unplanned + planned for _, unplanned, planned in state.counted)
    if elsewhere:
        rest = (*rest, Row("waiting-elsewhere", f"and {elsewhere} that you keep elsewhere", enabled=False))
    note = Row("commit", "Note one more", c.Commit(""))
    return (Row("waiting", f"Waiting ({len(waiting) + elsewhere})", children=(*children, *rest, note)),)


def queue(state: State) -> tuple[Commitment, ...]:
    """The open commitments in the order in which they ask for something: unplanned ones first, then by time."""
    unplanned = (each for each in state.commitments if each.when is None)
    planned = sorted((each for each in state.commitments if each.when), key=lambda each: (each.when, each.number))
    return (*unplanned, *planned)


def _commitment(each: Commitment, times: tuple[datetime, ...], at: datetime, around: Setting) -> Row:
    planned = f" ({moment(each.when, at, around.zone)})" if each.when else ""
    plans = (
        Row(
            f"plan-{each.number}-{index}",
            f"Plan it for {moment(when, at, around.zone)}",
            c.PlanCommitment(each.number, when),
        )
        for index, when in enumerate(times)
    )
    close = Row(f"close-{each.number}", "Close it", c.CloseCommitment(each.number))
    return Row(
        f"waiting-{each.number}", f"{each.number}  {wording.clipped(each.text)}{planned}", children=(*plans, close)
    )


def _times(at: datetime, around: Setting) -> tuple[datetime, ...]:
    """When the next step may be: as work begins on the next day and the one after, and a week later."""
    hours, zone = around.settings.hours, around.zone
    first = calendar.next_day_start(at, zone, hours)
    second = calendar.next_day_start(first, zone, hours)
    local = first.astimezone(zone)
    return first, second, instant(local.date() + _WEEK, local.time().replace(second=0, microsecond=0), zone)
