"""What reading costs: measured in the process that reads, which ends."""

import json
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.desktop.calendars.sample_calendars import BERLIN, calendar, event, order, zoned
from tray.desktop.read_in_child import reader_command

pytest.importorskip("recurring_ical_events")
_WEIGHED = """
import json, os, sys
own = os._exit
def ended(code):
    peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
    json.dump([sum(os.times()[:2]), int(peak) / 1024], sys.stderr)
    sys.stderr.flush()
    own(code)
os._exit = ended
"""


def years_of(count: int) -> str:
    """So many events, one every seven hours since years, each with its letters; one in twenty repeats for ever."""
    start = datetime(2027, 2, 1) - count * timedelta(hours=7)  # noqa: DTZ001 - of whichever zone
    events = []
    for n in range(count):
        at = start + n * timedelta(hours=7)
        lines = zoned(f"{at:%Y%m%dT%H%M%S}", f"{at + timedelta(hours=1):%Y%m%dT%H%M%S}")
        lines += f"DESCRIPTION:{'Canary and so on. ' * 20}\nATTENDEE;PARTSTAT=ACCEPTED:mailto:you@example.org\n"
        events.append(event(lines + ("RRULE:FREQ=WEEKLY" if n % 20 == 0 else ""), f"{n}@made.up"))
    return calendar(*events, zones=BERLIN)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured as Linux says it")
@pytest.mark.parametrize(("count", "seconds", "most"), [(2_000, 1.0, 50), (10_000, 4.0, 80)])
def test_reading_costs_little_time_and_memory(tmp_path: Path, count: int, seconds: float, most: float) -> None:
    file = tmp_path / "years.ics"
    file.write_text(years_of(count))
    python, flag, code = reader_command("tray.desktop.calendars.calendar_files")
    done = subprocess.run(
        [python, flag, _WEIGHED + code], input=order(file), capture_output=True, text=True, check=True
    )
    took, peak = json.loads(done.stderr)
    (answer,) = json.loads(done.stdout)

    assert 60 < len(answer["entries"]) < 2_000
    assert [] == answer["wrong"]
    assert took <= seconds
    assert peak <= most
