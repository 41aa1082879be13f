"""The totals of days as JSON values, the same for ``history --json`` and for the report."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime, tzinfo
from typing import Any

from tray.core.messages.day_totals import DayTotals, Period, together
from tray.core.messages.json_form import plain

VERSION = 1


def totals_values(days: Sequence[DayTotals], zone: tzinfo) -> dict[str, Any]:
    """Each day and all together: lengths in seconds, times in ISO 8601 with offset, absent things None."""
    return {
        "version": VERSION,
        "days": [_values(each, zone, _OF_A_DAY) for each in days],
        "total": _values(together(days), zone, _OF_A_PERIOD),
    }


_OF_A_DAY = ("compliance", "switches_per_hour", "open_loops", "past_plan")
_OF_A_PERIOD = ("outside_share", "weekend_share")
"""What is worked out from the other fields, and told as well."""


def _values(totals: DayTotals | Period, zone: tzinfo, worked_out: Sequence[str]) -> dict[str, Any]:
    told: dict[str, Any] = {each.name: getattr(totals, each.name) for each in fields(totals)}
    told |= {name: getattr(totals, name) for name in worked_out}
    return {name: _local(value, zone) for name, value in told.items()}


def _local(value: Any, zone: tzinfo) -> Any:
    match value:
        case datetime():
            return value.astimezone(zone).isoformat()
        case tuple():
            return [_local(each, zone) for each in value]
        case _ if hasattr(value, "__dataclass_fields__"):
            return {each.name: _local(getattr(value, each.name), zone) for each in fields(value)}
        case _:
            return plain(value)
