"""What others may read in a calendar: blocks, and as far as the person wants it breaks, ends of days and to-dos."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from enum import Enum

from tray.core import days_and_nights
from tray.core.breaks.fixed_times import spans_on
from tray.core.context import Context
from tray.core.day.shutdown import TO_DO_TAKES
from tray.core.days_and_nights import dates
from tray.core.state.state import State
from tray.lib.frozen import dataclass
from tray.settings.types.time_ranges_shifts_fixed_breaks import ClockBreak

_DAYS = 14
"""So far ahead."""
_LUNCH = "lunch"
_MOMENT = timedelta(minutes=15)
"""How long an end of the day is on a calendar, where it has to have a length."""


class What(Enum):
    """What is published."""

    BLOCK = "block"
    BREAK = "break"
    END = "end"
    TO_DO = "to-do"


@dataclass(frozen=True, slots=True)
class Published:
    """One entry."""

    name: str
    """Unique among all that are published, ever."""
    start: datetime
    until: datetime
    what: What
    text: str = ""
    """The label of a block, the kind of a break, what is to do."""


def published(state: State, context: Context) -> tuple[Published, ...]:
    """All of it by its start; ``state`` is as of now."""
    found = (*_blocks(state), *_breaks(state, context), *_ends(state, context), *_to_dos(state, context))
    return tuple(sorted(found, key=lambda each: (each.start, each.name)))


def _blocks(state: State) -> Iterator[Published]:
    for each in state.blocks:
        yield Published(_name("block", each.start, each.number), each.start, each.until, What.BLOCK, each.label)


def _breaks(state: State, context: Context) -> Iterator[Published]:
    wanted, settings = context.settings.calendar, context.settings
    if not (wanted.publish_breaks or wanted.publish_lunch):
        return
    for n, each in enumerate(settings.breaks.at):
        if not (wanted.publish_lunch if each.kind == _LUNCH else wanted.publish_breaks):
            continue
        for day in dates(days_and_nights.day_of(state.at, context.zone, settings.hours), _DAYS):
            if not days_and_nights.leaves_free(day, context.zone, settings.hours):
                yield from _on(each, n, spans_on(day, _alone(context, each)))


def _on(each: ClockBreak, n: int, spans: tuple[tuple[datetime, datetime], ...]) -> Iterator[Published]:
    for start, until in spans:
        yield Published(_name("break", start, n), start, until, What.BREAK, each.kind)


def _alone(context: Context, each: ClockBreak) -> Context:
    """A context in which this is the only break at a time of day."""
    breaks = replace(context.settings.breaks, at=(each,))
    return replace(context, settings=replace(context.settings, breaks=breaks))


def _ends(state: State, context: Context) -> Iterator[Published]:
    if not context.settings.calendar.publish_day_end:
        return
    zone, hours = context.zone, context.settings.hours
    for day in dates(days_and_nights.day_of(state.at, zone, hours), _DAYS):
        planned = state.day.end if state.day and state.day.day == day else days_and_nights.end_of_day(day, zone, hours)
        if planned:
            yield Published(f"end-{day}", planned, planned + _MOMENT, What.END)


def _to_dos(state: State, context: Context) -> Iterator[Published]:
    if not context.settings.calendar.publish_to_dos:
        return
    for each in state.commitments:
        if each.when is not None:
            name = _name("to-do", each.when, each.number)
            yield Published(name, each.when, each.when + TO_DO_TAKES, What.TO_DO, each.text)


def _name(what: str, start: datetime, number: int) -> str:
    return f"{what}-{start:%Y%m%dT%H%M%S}-{number}"
