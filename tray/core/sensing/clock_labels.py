"""What the clock has said since it was last asked: working hours, night, availability."""

from datetime import datetime, timedelta, tzinfo

from tray.core import days_and_nights
from tray.core.context import Context
from tray.core.messages import facts as f
from tray.core.state.state import State

LABELLED_BACK = timedelta(days=400)
"""What the clock said is recorded for so long at most."""


def labelled(state: State, at: datetime, context: Context, was: tzinfo | None, *, set_anew: bool) -> tuple[f.Fact, ...]:
    """What the clock said since it was last asked: working hours, night, availability.

    When it was set or the hours were edited (``set_anew``), or the zone ``was`` another one, what it says now holds
    from now on and rewrites nothing.
    """
    hours, law, zone = context.settings.hours, context.settings.law, context.zone
    if state.labelled_at is None:
        return (_as_fact(at, days_and_nights.label(at, zone, hours, law)),)
    passed = () if set_anew else _passed(state.labelled_at, at, was or zone, context)
    facts = tuple(_as_fact(when, each) for when, each in passed)
    if not set_anew and was in (None, zone):
        return facts
    now = days_and_nights.label(at, zone, hours, law)
    known = days_and_nights.Label(state.clock_load, state.inside_hours, state.available)
    same = known == now and not facts and not _passed(state.labelled_at, at, zone, context)
    return facts if same else (*facts, _as_fact(at, now))


def before_the_record(state: State, start: datetime, end: datetime, context: Context) -> tuple[f.Fact, ...]:
    """What the clock said in a span of which the person speaks, as far as that was before the program first ran."""
    begun = state.health.begun
    if begun is None or start >= begun:
        return ()
    hours, law, zone = context.settings.hours, context.settings.law, context.zone
    changes = days_and_nights.labels_between(start, min(end, begun - timedelta.resolution), zone, hours, law)
    return tuple(_as_fact(*each) for each in ((start, days_and_nights.label(start, zone, hours, law)), *changes))


def _passed(
    known: datetime, at: datetime, zone: tzinfo, context: Context
) -> tuple[tuple[datetime, days_and_nights.Label], ...]:
    """What the clock said between; of a time as long as between 1970 and now, to where a wrong clock may lead, the end.

    What was before has left nothing in any pool.
    """
    since = max(known, at - LABELLED_BACK)
    hours, law = context.settings.hours, context.settings.law
    first = ((since, days_and_nights.label(since, zone, hours, law)),) if since > known else ()
    return (*first, *days_and_nights.labels_between(since, at, zone, hours, law))


def _as_fact(at: datetime, label: days_and_nights.Label) -> f.Labelled:
    return f.Labelled(at, label.load, label.inside, label.available)
