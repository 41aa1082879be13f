"""When there was sleep in a gap: inferred on return, from lengths alone, so that it holds for those who work nights."""

from datetime import datetime, timedelta

LONG_GAP = timedelta(hours=5)
"""A gap of this length may hold sleep, and waking time beyond the limit is not counted in it.

See law/README.md, From input to regimes.
"""
_EARLIEST = timedelta(hours=1)
_UP_BEFORE_RETURN = timedelta(minutes=30)
_LAST_NIGHT = timedelta(hours=9)
_EARLIER_NIGHT = timedelta(hours=8)
_DAY = timedelta(days=1)
MOST_BACK = timedelta(days=400)
"""Of a longer gap only so much is looked at: by then nothing is left to rest from.

A board without a battery that was last on in 1970 has a gap of fifty years, which holds twenty thousand nights.
"""

Span = tuple[datetime, datetime]


def nights(gap: Span, earlier: tuple[Span, ...]) -> tuple[Span, ...]:
    """The spans of sleep in ``gap``, in order; ``earlier`` are the long gaps before it.

    A gap of 5 h or more holds sleep unless a longer one ended within the 24 h before its end. The last sleep ends
    30 min before the gap does and lasts at most 9 h; 8 h more end at each 24 h before. None starts before 1 h into
    the gap, nor before the last 400 days of it.
    """
    start, end = gap
    if end - start < LONG_GAP or _slept_already(gap, earlier):
        return ()
    start = max(start, end - MOST_BACK)
    up = end - _UP_BEFORE_RETURN
    spans = [_cut(up - _LAST_NIGHT, up, start)]
    while (up := up - _DAY) > start + _EARLIEST:
        spans.append(_cut(up - _EARLIER_NIGHT, up, start))
    return tuple(span for span in reversed(spans) if span[0] < span[1])


def nights_after(woke: datetime, gap: Span, earlier: tuple[Span, ...]) -> tuple[Span, ...]:
    """The spans of sleep in ``gap`` since its sleep up to ``woke``, which was told; what that lacked is made up for.

    Who has been up for less than a day without its night sleeps no more than one night in all.
    """
    start, end = gap
    left = _LAST_NIGHT - min(_LAST_NIGHT, max(woke - start - _EARLIEST, timedelta(0)))
    found = nights((woke, end), (*earlier, (start, woke)))
    spans = ((max(asleep, up - left) if up - woke < _DAY - _LAST_NIGHT else asleep, up) for asleep, up in found)
    return tuple(span for span in spans if span[0] < span[1])


def _slept_already(gap: Span, earlier: tuple[Span, ...]) -> bool:
    start, end = gap
    return any(end - other_end <= _DAY and other_end - other_start > end - start for other_start, other_end in earlier)


def _cut(asleep: datetime, up: datetime, start: datetime) -> Span:
    return (max(asleep, start + _EARLIEST), up)
