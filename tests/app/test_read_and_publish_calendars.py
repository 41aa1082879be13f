"""The person's calendars, from the settings file to what is not said."""

import os
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.app.test_loop import Desk
from tests.desktop.reactor import HandTurnedReactor
from tray.app.read_and_publish_calendars import CalendarSource
from tray.core.appointments import Appointment, Entry, Kind
from tray.settings.defaults.every_setting import Calendars, Settings

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the reactor of the tests waits as Linux does")


def test_what_the_settings_name_is_read_and_what_they_name_no_longer_is_forgotten(tmp_path: Path) -> None:
    pytest.importorskip("recurring_ical_events")
    desk, reactor = Desk(), HandTurnedReactor()
    start = desk.clock.wall() + timedelta(hours=1)
    (tmp_path / "work.ics").write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\n"
        f"DTSTART:{start:%Y%m%dT%H%M00Z}\nDURATION:PT1H\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    source = CalendarSource(desk.loop, reactor, {**os.environ, "HOME": str(tmp_path)})
    source.apply(replace(Settings(), calendar=Calendars(files=("~/work.ics",))))
    reactor.run_until(lambda: desk.loop.context.appointments)
    begins = start.replace(second=0, microsecond=0)
    assert [Appointment(begins, begins + timedelta(hours=1), busy=True)] == list(desk.loop.context.appointments)
    source.apply(Settings())

    assert not desk.loop.context.appointments


def test_a_time_without_a_zone_is_that_of_the_clock_wherever_the_person_travels() -> None:
    desk = Desk()
    nine = datetime(2026, 11, 24, 9)  # noqa: DTZ001 - by whatever clock
    desk.loop.calendar_read((Entry(nine, nine + timedelta(hours=1), True, Kind.MEETING),))
    at_home = desk.loop.context.appointments[0].start
    desk.clock.local = ZoneInfo("Asia/Tokyo")
    desk.type()

    assert datetime(2026, 11, 24, 0, tzinfo=UTC) == desk.loop.context.appointments[0].start
    assert at_home != desk.loop.context.appointments[0].start
