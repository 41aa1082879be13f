"""What takes the person's time, and what of it is a meeting."""

from datetime import UTC, datetime, timedelta

from tray.core import appointments as a
from tray.core.appointments import Appointment, Kind

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


def test_whole_days_free_time_and_our_own_blocks_are_no_meetings() -> None:
    known = (
        meeting("0:00", "23:59", kind=Kind.ALL_DAY),
        meeting("10:00", "11:00", busy=False),
        meeting("12:00", "13:00", kind=Kind.OWN),
    )

    assert () == a.meetings(known)


def test_a_title_is_not_in_what_is_printed_of_an_appointment() -> None:
    assert "Salary" not in repr(Appointment(clock("9:00"), clock("10:00"), True, title="Salary"))
