"""A week of meetings: nothing is said within one, a break is offered before three in a row, every minute is counted."""

from datetime import UTC, datetime, timedelta

from tests.day import Day, day
from tray.core.appointments import Appointment
from tray.core.day.meetings import rows
from tray.core.inquiry.totals import days
from tray.core.messages.facts import AskedAgain, Suggested

MINUTE = timedelta(minutes=1)
PLAN = {
    0: ["09:30-10:00", "10:00-11:00", "11:00-11:45", "14:00-15:00"],
    1: ["09:00-09:15", "13:00-16:30"],
    2: ["10:15-10:45", "10:45-11:15", "11:18-12:00", "15:30-16:00", "15:45-17:00"],
    3: [],
    4: ["09:50-10:20", "10:20-10:50", "10:50-12:30", "16:00-17:00", "17:00-17:25"],
}
"""By weekday and local clock, which is an hour ahead of UTC."""


def plan() -> tuple[Appointment, ...]:
    found = []
    for weekday, spans in PLAN.items():
        for span in spans:
            start, end = (
                datetime(2026, 11, 23 + weekday, int(each[:2]) - 1, int(each[3:]), tzinfo=UTC)
                for each in span.split("-")
            )
            found.append(Appointment(start, end, busy=True))
    return tuple(sorted(found, key=lambda each: (each.start, each.end)))


def week() -> Day:
    """From nine to half past five, with a pause in the typing now and again and a break whenever one is offered."""
    told = day().calendar(*plan())
    for weekday in range(5):
        told.wait_until(datetime(2026, 11, 23 + weekday, 8, tzinfo=UTC))
        end = told.at + timedelta(hours=8, minutes=30)
        while told.at < end:
            told.work("4m").away("10s")
            if told.state.suggestion is not None:
                told.away("6m")
        told.away("15h")
    return told


def test_a_week_of_meetings() -> None:
    told, known = week(), plan()
    said = [each.fact.at for each in told.journal.facts() if isinstance(each.fact, Suggested | AskedAgain)]
    assert len(said) > 20
    assert [] == [at for at in said if any(each.start <= at < each.end for each in known)]

    three = [row for row in rows(known) if row.count >= 3]
    assert 3 == len(three)
    early = [timedelta(minutes=5), timedelta(minutes=35)]
    assert all(any(early[0] <= row.start - at <= early[1] for at in said) for row in three)


def test_the_hours_of_its_meetings_are_right_to_the_minute() -> None:
    told = week()
    start, facts = told.record.back_to(datetime(2026, 11, 23, 3, tzinfo=UTC))
    found = days(start, facts, told.at, told.context)[:5]

    assert [195, 225, 192, 0, 245] == [each.booked // MINUTE for each in found]
    assert [4, 2, 5, 0, 5] == [each.booked_meetings for each in found]
    assert [2, 0, 2, 0, 3] == [each.back_to_back for each in found]
    assert all(each.attended <= each.booked for each in found)
