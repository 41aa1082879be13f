"""Until when a snooze puts breaks off."""

from datetime import timedelta

from tests.day import day
from tray.core.messages import commands as c
from tray.core.messages.facts import Snoozed


def test_a_snooze_until_tomorrow_ends_where_the_next_day_of_work_begins() -> None:
    """At nine, as the working hours say."""
    told = day().work("53m").ask(c.Snooze(until_tomorrow=True))
    (snoozed,) = told.facts_of(Snoozed)

    local = snoozed.until.astimezone(told.context.zone)
    assert ("09:00", 1) == (f"{local:%H:%M}", (local.date() - told.at.astimezone(told.context.zone).date()).days)
    told.work("4h")
    assert told.state.suggestion is None


def test_a_snooze_without_a_length_is_as_long_as_the_settings_say() -> None:
    told = day().work("53m").ask(c.Snooze())

    assert told.context.settings.breaks.snooze == told.facts_of(Snoozed)[0].until - told.at
    assert timedelta(0) < told.context.settings.breaks.snooze
