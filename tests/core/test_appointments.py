"""What several appointments make together: taken time, meetings in a row, the next one."""

from datetime import UTC, datetime, timedelta

from tray.core import appointments as a
from tray.core.appointments import Appointment, Kind, Row

DAY = datetime(2026, 11, 23, tzinfo=UTC)


def clock(text: str) -> datetime:
    hour, minute = map(int, text.split(":"))
    return DAY + timedelta(hours=hour, minutes=minute)


def meeting(start: str, end: str, *, busy: bool = True, kind: Kind = Kind.MEETING) -> Appointment:
    return Appointment(clock(start), clock(end), busy, kind)


def test_taken_time_is_what_is_busy_whatever_it_is() -> None:
    known = (
        meeting("9:00", "10:00"),
        meeting("9:30", "10:30", kind=Kind.OWN),
        meeting("11:00", "12:00", busy=False),
        meeting("13:00", "14:00", kind=Kind.OUT_OF_OFFICE),
    )

    assert ((clock("9:00"), clock("10:30")), (clock("13:00"), clock("14:00"))) == a.busy(known)


def test_meetings_are_in_a_row_with_less_than_five_minutes_between_them() -> None:
    known = (
        meeting("10:00", "10:30"),
        meeting("10:34", "11:00"),
        meeting("11:00", "12:00"),
        meeting("12:05", "12:30"),
    )

    assert (Row(clock("10:00"), clock("12:00"), 3), Row(clock("12:05"), clock("12:30"), 1)) == a.rows(known)
    assert a.row_from(known, clock("9:00")) == a.row_from(known, clock("11:30")) == a.rows(known)[0]
    assert a.row_from(known, clock("12:00")) == a.rows(known)[1]
    assert a.row_from(known, clock("12:30")) is None


def test_two_meetings_at_the_same_time_are_one_of_a_row() -> None:
    known = (meeting("10:00", "11:30"), meeting("10:30", "11:00"), meeting("11:30", "12:00"))

    assert (Row(clock("10:00"), clock("12:00"), 2),) == a.rows(known)


def test_a_meeting_holds_from_its_start_up_to_its_end() -> None:
    known = (meeting("10:00", "11:00"), meeting("10:30", "12:00"))

    assert a.meeting_at(known, clock("9:59")) is None
    assert a.meeting_at(known, clock("10:00")) == known[0]
    assert a.meeting_at(known, clock("10:30")) == known[1]
    assert a.meeting_at(known, clock("12:00")) is None
    assert a.next_meeting(known, clock("10:00")) == known[1]
    assert clock("11:00") == a.changes(known, clock("10:30"))


def test_whole_days_free_time_and_our_own_blocks_are_no_meetings() -> None:
    known = (
        meeting("0:00", "23:59", kind=Kind.ALL_DAY),
        meeting("10:00", "11:00", busy=False),
        meeting("12:00", "13:00", kind=Kind.OWN),
    )

    assert () == a.meetings(known)
    assert a.meeting_at(known, clock("10:30")) is None


def test_a_title_is_not_in_what_is_printed_of_an_appointment() -> None:
    assert "Salary" not in repr(Appointment(clock("9:00"), clock("10:00"), True, title="Salary"))
