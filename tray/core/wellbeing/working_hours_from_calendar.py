"""Working hours that stand in a calendar of the person's, in place of those of the settings on the same date."""

from dataclasses import fields, replace
from datetime import date

from tray.core.context import Context
from tray.core.days_and_nights import Span
from tray.lib.frozen import dataclass
from tray.settings.defaults.every_setting import Hours
from tray.settings.types.time_ranges_shifts_fixed_breaks import TimeRange


@dataclass(frozen=True, slots=True)
class DatedHours(Hours):
    """The settings of ``[hours]``, and what holds on single dates in place of their week or cycle."""

    dated: tuple[tuple[date, tuple[TimeRange, ...]], ...] = ()

    def on_date(self, day: date) -> tuple[TimeRange, ...]:
        """The working hours that begin on a date, unless it is a day off."""
        found = next((ranges for each, ranges in self.dated if each == day), None)
        return Hours.on_date(self, day) if found is None else found


def with_hours(context: Context, spans: tuple[Span, ...]) -> Context:
    """``context`` with working hours of a calendar, by the clock of where the person is."""
    known = context.settings.hours
    by_date: dict[date, list[TimeRange]] = {}
    for start, end in spans:
        begins, ends = start.astimezone(context.zone), end.astimezone(context.zone)
        by_date.setdefault(begins.date(), []).append(TimeRange(begins.time(), ends.time()))
    dated = tuple((day, tuple(ranges)) for day, ranges in sorted(by_date.items()))
    of_settings = {each.name: getattr(known, each.name) for each in fields(Hours)}
    return replace(context, settings=replace(context.settings, hours=DatedHours(**of_settings, dated=dated)))
