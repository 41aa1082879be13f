"""Which meetings follow one another, which is on, and which is next."""

from tests.core.test_appointments import clock, meeting
from tray.core.appointments import meeting_at
from tray.core.day import meetings as m
from tray.core.day.meetings import Row


def test_meetings_are_in_a_row_with_less_than_five_minutes_between_them() -> None:
    known = (
        meeting("10:00", "10:30"),
        meeting("10:34", "11:00"),
        meeting("11:00", "12:00"),
        meeting("12:05", "12:30"),
    )

    assert (Row(clock("10:00"), clock("12:00"), 3), Row(clock("12:05"), clock("12:30"), 1)) == m.rows(known)
    assert m.row_from(known, clock("9:00")) == m.row_from(known, clock("11:30")) == m.rows(known)[0]
    assert m.row_from(known, clock("12:00")) == m.rows(known)[1]
    assert m.row_from(known, clock("12:30")) is None


def test_two_meetings_at_the_same_time_are_one_of_a_row() -> None:
    known = (meeting("10:00", "11:30"), meeting("10:30", "11:00"), meeting("11:30", "12:00"))

    assert (Row(clock("10:00"), clock("12:00"), 2),) == m.rows(known)


def test_a_meeting_holds_from_its_start_up_to_its_end() -> None:
    known = (meeting("10:00", "11:00"), meeting("10:30", "12:00"))

    assert meeting_at(known, clock("9:59")) is None
    assert meeting_at(known, clock("10:00")) == known[0]
    assert meeting_at(known, clock("10:30")) == known[1]
    assert meeting_at(known, clock("12:00")) is None
    assert meeting_at((meeting("10:00", "11:00", busy=False),), clock("10:30")) is None
    assert m.next_meeting(known, clock("10:00")) == known[1]
    assert clock("11:00") == m.changes(known, clock("10:30"))
