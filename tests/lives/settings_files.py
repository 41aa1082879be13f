"""Which settings files are saved in simulated lives? Good ones of every kind, and ones with mistakes."""

from functools import cache

from tray.errors import SettingsInvalid
from tray.settings.defaults.every_setting import Settings
from tray.settings.file.load_or_list_mistakes import load

GOOD = (
    "",
    '[breaks]\nafter = "25m"\napart = "5m"\nper_hour = 2\nnatural_pause = "0s"',
    '[breaks]\nafter = "2h"\nat_pressure = 90\nsnooze = "20m"',
    '[tracking]\naway_after = "10m"\nsession_ends_after = "20m"\nfilm = "work"',
    '[tracking]\naway_after = "30s"',
    "[hours]\nmonday = []\ntuesday = []\nwednesday = []\nthursday = []\nfriday = []",
    '[hours]\nmonday = ["22:00-06:00"]\ntuesday = ["22:00-06:00"]\nsunday = ["12:00-24:00"]\nday_ends_at = "12:00"',
    '[hours]\nmonday = ["08:00-12:00", "13:00-19:00"]\nsaturday = ["09:00-12:00"]\nquiet = ["12:00-13:00"]',
    '[hours]\nday_ends_at = "00:00"\nkept_available = ["18:00-22:00", "sat 10:00-14:00"]',
    '[shutdown]\nnotices = ["1h", "30m", "5m", "1m"]\nmore = "5m"',
    "[shutdown]\non = false",
    '[limits]\nstretch = "30m"\nday = "2h"\ncommitments = 2\nhard = ["commitments", "day"]',
    "[levels]\nyellow = 10\norange = 20\nred = 30\ncritical = 50\nhysteresis = 5",
    "[law]\nallocation = 120\ngain = 2",
    "[notifications]\non = false",
)
BAD = (
    "[breaks\n",
    '[breaks]\nafter = "3x"',
    "[law]\ngain = nan",
    '[hours]\nmonday = ["17:00-9"]',
    "nonsense = 1",
    "\ufeff[[[",
    "[law]\nwork_tau1 = 1",
)


@cache
def settings_of(text: str) -> Settings | SettingsInvalid:
    """What the loader makes of a text."""
    try:
        return load(text, "settings.toml")
    except SettingsInvalid as problem:
        return problem
