"""Reads times as they are meant here and now: with this machine's clock and zone, and the person's working hours."""

from datetime import UTC, date, datetime, timedelta, tzinfo

from tray.cli import typed_times_spans_lengths
from tray.core.days_and_nights import Span
from tray.desktop.common.clock import SystemClock


def now() -> datetime:
    """This instant."""
    return datetime.now(UTC)


def zone() -> tzinfo:
    """The time zone of this machine."""
    return SystemClock().zone()


def length(text: str) -> timedelta:
    """A length of time. Raises UsageError."""
    return typed_times_spans_lengths.length(text)


def moment(text: str) -> datetime:
    """A moment to come. Raises UsageError."""
    from tray.history.known_while_not_running import own_settings

    return typed_times_spans_lengths.moment(text, now=now(), zone=zone(), hours=own_settings().hours)


def day(text: str) -> date:
    """A day to come, or today. Raises UsageError."""
    from tray.history.known_while_not_running import own_settings

    return typed_times_spans_lengths.day(text, now=now(), zone=zone(), hours=own_settings().hours)


def span(text: str) -> Span:
    """A span of time that is over. Raises UsageError."""
    from tray.history.known_while_not_running import own_settings

    return typed_times_spans_lengths.span(text, now=now(), zone=zone(), hours=own_settings().hours)
