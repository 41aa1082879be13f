"""Settings that are right on their own, and do not fit together."""

import pytest

from tests.settings.problems import told


def kinds(*tables: str) -> str:
    return "\n".join(f'[[kinds]]\nname = "k{n}"\n{table}' for n, table in enumerate(tables))


RHYTHM = 'every = "20m"\nlength = "20s"'


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('breaks.length = "9s"', '1: breaks.length: 9s is too short for a break: write "10s" or more, or "0s"'),
        (kinds('length = "9s"'), '3: kinds.length: 9s is too short for a break: write "10s" or more, or "0s"'),
        (
            'breaks.long_length = "20m"',
            "1: breaks.long_length: no break is a long one yet; write a line such as long_every = 4, so that every "
            "4th is",
        ),
        (
            '[breaks]\nlong_every = 4\nlength = "15m"',
            "3: breaks.length: the long break, 15m, is no longer than the others, 15m",
        ),
        (
            'limits.stretch = "5s"',
            '1: limits.stretch: 5s is too short for a limit: write "10m" or more, or "0s" for none',
        ),
        (kinds('every = "20m"'), "3: kinds.every: a break that comes every 20m needs a length as well"),
        (
            kinds(RHYTHM, 'every = "5m"\nlength = "5m"'),
            "8: kinds.length: a break of 5m every 5m leaves no time to work; make length shorter than every",
        ),
        (
            '[[kinds]]\nname = "tea"\n[[kinds]]\nname = "tea"',
            '4: kinds.name: another kind of break is already called "tea"; give each its own name',
        ),
        (
            'breaks.at = ["12:30 nap"]',
            '1: breaks.at: there is no kind of break called "nap"; there are rest, walk, lunch',
        ),
        (
            'hours.shifts = ["early 06:00-14:00"]\nhours.cycle = ["2026-11-02", "early 4, off 2, late 4"]',
            '2: hours.cycle: there is no shift called "late"; add it to hours.shifts, or write "off" for days off',
        ),
        (
            'hours.shifts = ["early 06:00-14:00", "early 13:00-15:00"]',
            '1: hours.shifts: "early": "06:00-14:00" and "13:00-15:00" overlap; write one range for both',
        ),
        (
            'hours.shifts = ["off 06:00-14:00"]',
            '1: hours.shifts: "off" means days without work; give the shift another name',
        ),
        (
            'hours.shifts = ["06:00-14:00"]',
            '1: hours.shifts: "06:00-14:00" is not a shift such as "early 06:00-14:00"',
        ),
        (
            'hours.shifts = ["early 06:00-14"]',
            '1: hours.shifts: "06:00-14" is not a time range such as "09:00-17:30"',
        ),
        (
            'hours.cycle = ["2026-11-31", "off 2"]',
            '1: hours.cycle: "2026-11-31" is not the day on which a cycle of shifts begins, such as "2026-11-02"',
        ),
        (
            'hours.cycle = "early 4"',
            '1: hours.cycle: "early 4" is not a cycle of shifts such as ["2026-11-02", "early 4, off 2, late 4, '
            'off 2"]',
        ),
        (
            'hours.cycle = ["2026-11-02", "off"]',
            '1: hours.cycle: "off" is not an order of shifts such as "early 4, off 2": names, each with its number of '
            "days, and commas between them",
        ),
        (
            'hours.cycle = ["2026-11-02", "off 300, off 67"]',
            "1: hours.cycle: this cycle has 367 days; up to 366 are allowed",
        ),
        (
            'breaks.at = ["half past nine"]',
            '1: breaks.at: "half past nine" is not a break at a fixed time such as "12:30 lunch" or '
            '"mon-fri 15:00 walk"',
        ),
        (kinds('every = "30s"\nlength = "10s"'), '3: kinds.every: 30s is too often: write "1m" or more'),
        (
            kinds(*[RHYTHM] * 6),
            "23: kinds.every: up to 5 kinds of break may have an every; this is one too many",
        ),
    ],
)
def test_breaks_that_do_not_fit_are_refused(text: str, problem: str) -> None:
    assert [problem] == told(text)


@pytest.mark.parametrize(
    "text",
    [
        'breaks.length = "10s"',
        '[breaks]\nlong_every = 4\nlong_length = "20m"\nlength = "5m"',
        kinds(*[RHYTHM] * 5, 'length = "10s"'),
        'breaks.again = ["20m", "5m"]',
    ],
)
def test_breaks_that_fit_are_taken(text: str) -> None:
    assert [] == told(text)
