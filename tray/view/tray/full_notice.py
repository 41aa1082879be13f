"""What is said when memory is full: kindly, and with what would free most. Seldom needed, so loaded only then."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from tray.core.context import Context
from tray.core.inquiry.relief import Means, Relief, reliefs
from tray.core.messages import commands as c
from tray.core.state.state import State
from tray.view.tray.face import Button, Notice
from tray.view.words.durations import day_and_clock, length
from tray.view.words.rounding import percent, whole


def notice(pressure: float, state: State, context: Context) -> Notice:
    """The notification; ``state`` is as of now."""
    title, body = full(pressure, reliefs(state, context), state.at, context.zone)
    longest = context.settings.breaks.longest
    walk = Button("walk", f"Walk ({length(longest)})", c.TakeBreak("walk", longest))
    end = Button("end", "End the day", c.EndDay())
    return Notice(title, body, (walk, end), sound=context.settings.notifications.sound)


def full(pressure: float, found: Sequence[Relief], at: datetime, zone: tzinfo) -> tuple[str, str]:
    """Memory is full: title, and what would free most."""
    most = [_means(each, at, zone) for each in found[:2] if each.points >= 1]
    helps = f"\nWhat would help most: {'; '.join(most)}." if most else ""
    return f"Your pressure is at {percent(pressure)}", f"That's a lot to carry, and it's not your fault.{helps}"


def _means(each: Relief, at: datetime, zone: tzinfo) -> str:
    taken = length(each.length) if each.length else ""
    until = f" until {day_and_clock(each.until, at, zone)}" if each.until else ""
    what = {
        Means.WALK: f"a walk of {taken}",
        Means.REST: f"a break of {taken}",
        Means.CLOSE: "closing everything to do",
        Means.PLAN: "giving everything to do a time",
        Means.STOP: f"no work{until}",
    }
    return f"{what[each.means]} (−{whole(each.points)})"
