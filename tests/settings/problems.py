"""What a person is told about a text, and which text the tests call real."""

from tray.errors import SettingsInvalid
from tray.settings.file.checks_of_settings_together import Check
from tray.settings.file.load_or_list_mistakes import load

FILE = "settings.toml"

REAL = """\
# My settings.
breaks.after = "25m"          # pomodoro
breaks."shortest" = '3m'

[tracking]
away_after = "4m"

[hours]
monday = ["08:30-12:00", "13:00-17:00"]
friday = [
    "09:00-12:00",  # half a day
]
days_off = ["2026-12-24..2027-01-01", 2026-05-01]
day_ends_at = "03:30"

[shutdown]
on = true
notices = ["30m", "5m"]

  [limits]
  hard = ["commitments", "week"]
  switches = 60

[law]
gain = 1.1
sleep_tau1 = \"""2h36m\"""
"""
"""A file as somebody might have written it, with a bit of everything that TOML allows."""


def told(text: str | bytes, *extra_checks: Check) -> list[str]:
    """The problems of ``text`` as the person sees them, without the name of the file; none when it loads."""
    try:
        load(text, FILE, extra_checks)
    except SettingsInvalid as invalid:
        return [str(problem).removeprefix(FILE).removeprefix(":").lstrip() for problem in invalid.problems]
    return []
