"""Meetings of the person's calendar: nothing is said in one, and a break is offered before a row of them."""

from tests.day import Day, day
from tray.core.breaks import gate
from tray.core.messages.effects import LimitNear
from tray.core.messages.facts import Suggested


def asked(told: Day) -> list[str]:
    """The local time of each suggestion."""
    zone = told.context.zone
    facts = (each.fact for each in told.journal.facts())
    return [f"{fact.at.astimezone(zone):%H:%M}" for fact in facts if isinstance(fact, Suggested)]


def test_nothing_is_said_within_a_known_meeting_but_after_it() -> None:
    told = day()
    told.calendar(told.meeting("9:40", "10:30")).work("85m")
    assert [] == asked(told)
    told.work("20m")

    assert ["10:32"] == asked(told)  # two minutes of typing after it


def test_a_meeting_that_is_on_closes_the_gate_and_is_named() -> None:
    told = day()
    told.calendar(told.meeting("9:40", "10:30")).work("45m")

    assert (gate.APPOINTMENT,) == gate.closed(told.state, told.moment.senses, told.at, told.in_force)
    assert not any(isinstance(effect, LimitNear) for _, effect in told.effects)


def test_what_stands_on_the_screen_goes_when_a_meeting_begins() -> None:
    told = day().work("55m")
    told.calendar(told.meeting("10:00", "11:00"))
    before = gate.covers(told.state, told.moment.senses, told.at, told.in_force, suggestion=True)
    told.work("10m")

    assert not before
    assert gate.covers(told.state, told.moment.senses, told.at, told.in_force, suggestion=True)
