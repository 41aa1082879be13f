"""A text becomes settings, or every problem of it is told at its own line."""

from collections.abc import Iterable
from datetime import timedelta

import pytest

from tests.settings.problems import FILE, REAL, told
from tray.errors import SettingsInvalid
from tray.settings.defaults.every_setting import Settings
from tray.settings.file.load_or_list_mistakes import load


def test_an_empty_file_means_the_defaults() -> None:
    assert Settings() == load("", FILE)
    assert Settings() == load(b"\xef\xbb\xbf", FILE)
    assert Settings() == load("# nothing yet\n[breaks]\n", FILE)


def test_what_a_file_does_not_name_has_its_default() -> None:
    settings = load('[breaks]\nafter = "25m"\n', FILE)

    assert timedelta(minutes=25) == settings.breaks.after
    assert Settings().breaks.longest == settings.breaks.longest
    assert Settings().law == settings.law


def test_a_real_file_loads_with_every_line_ending_and_a_byte_order_mark() -> None:
    settings = load(REAL, FILE)

    assert settings == load(REAL.encode(), FILE)
    assert settings == load("\ufeff" + REAL.replace("\n", "\r\n"), FILE)
    assert timedelta(minutes=3) == settings.breaks.shortest


def test_all_problems_are_told_at_once_and_in_order() -> None:
    text = """\
[tracking]
away_after = "3x"
[breaks]
aftr = "25m"
longest = "9h"
[Icons]
shown = true
[law]
gain = nan
[limits]
hard = ["days", "week", 7]
"""
    assert [
        '2: tracking.away_after: "3x" is not a duration such as "3m"',
        '4: breaks.aftr: there is no such setting; did you mean "after"?',
        '5: breaks.longest: "9h" is out of range: it can be from "1m" to "3h"',
        '6: Icons: there is no such section; did you mean "icon"?',
        "9: law.gain: nan is out of range: it can be from 0.67 to 2",
    ] == told(text)[:5]
    assert [
        '11: limits.hard: "days" is not one of "commitments", "stretch", "day", "week", "late_after", "switches"; '
        'did you mean "day"?',
        '11: limits.hard: 7 is not one of "commitments", "stretch", "day", "week", "late_after", "switches"',
    ] == told(text)[5:]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("[breaks]\n\naftr = 1", "3: breaks.aftr"),
        ("breaks.aftr = 1", "1: breaks.aftr"),
        ('breaks = { after = "25m", aftr = 1 }', "1: breaks.aftr"),
        ('["breaks"]\n"aftr" = 1', "2: breaks.aftr"),
        ("[breaks.aftr]\nx = 1", "1: breaks.aftr"),
        ("\n[brakes]\nx = 1", "2: brakes"),
        ("\n\n[brakes.x.y]\n", "3: brakes"),
        ("x = 1\n[[brakes]]", "2: brakes"),
        ('[shutdown]\nnotices = [\n  "30m",\n\n  "1x",\n]', "5: shutdown.notices"),
        ('[hours]\nmonday = """\n[breaks]\naftr = 1"""\nmunday = []', "5: hours.munday"),
        ("# [breaks]\n# aftr = 1\n\n[breaks] # aftr = 2\naftr = 3", "5: breaks.aftr"),
        ('\ufeff[breaks]\r\n\r\naftr = "25m"\r\n', "3: breaks.aftr"),
    ],
)
def test_a_problem_stands_at_its_own_line_however_the_file_is_written(text: str, where: str) -> None:
    assert any(problem.startswith(where) for problem in told(text)), told(text)


def test_a_setting_in_the_wrong_place_is_shown_the_right_one() -> None:
    assert [
        "1: away_after: this setting belongs below a line [tracking]",
        "3: breaks.palette: this setting belongs below a line [icon]",
    ] == told('away_after = "3m"\n[breaks]\npalette = "mono"')


def test_what_should_be_a_section_and_is_not_is_told() -> None:
    assert ["1: breaks: 3 is not a section such as [breaks]"] == told("breaks = 3")
    assert ["1: breaks: […] is not a section such as [breaks]; write its name in single brackets"] == told("[[breaks]]")


def test_a_name_that_needs_quotes_is_shown_with_them() -> None:
    assert ['1: "a b\\n": there is no such setting'] == told('"a b\\n" = 1')


def test_the_levels_must_ascend() -> None:
    assert [
        "2: levels.yellow: orange begins at 60, which isn't above yellow at 70; each level must begin above the one "
        "before"
    ] == told("[levels]\nyellow = 70")


def test_the_shortest_break_must_not_exceed_the_longest() -> None:
    problem = "breaks.shortest: the shortest break, 30m, is longer than the longest, 20m"

    assert [f"2: {problem}"] == told('[breaks]\nshortest = "30m"')


def test_a_session_cannot_end_before_anybody_is_away() -> None:
    problem = "tracking.session_ends_after: a session would end after 10m, before you even count as away, after 20m"

    assert [f"1: {problem}"] == told('tracking.session_ends_after = "10m"\ntracking.away_after = "20m"')


def test_a_default_that_stands_in_for_a_faulty_value_is_not_blamed() -> None:
    assert ['2: breaks.shortest: "x" is not a duration such as "5m"'] == told(
        '[breaks]\nshortest = "x"\nlongest = "2m"'
    )


def never_mono(settings: Settings) -> Iterable[tuple[str, str]]:
    if settings.icon.palette == "mono":
        yield "icon.palette", "not on my desk"


def test_others_may_add_checks_of_their_own() -> None:
    text = '[breaks]\nafter = true\n[icon]\npalette = "mono"\n'

    assert ['2: breaks.after: true is not a duration such as "50m"', "4: icon.palette: not on my desk"] == told(
        text, never_mono
    )
    assert [] == told("", never_mono)


def test_a_problem_names_the_file() -> None:
    with pytest.raises(SettingsInvalid) as refused:
        load('tracking.away_after = "3x"', "/home/me/settings.toml")

    assert str(refused.value) == '/home/me/settings.toml:1: tracking.away_after: "3x" is not a duration such as "3m"'


def test_what_others_call_something_is_taken_as_they_write_it_and_refused_where_nobody_would() -> None:
    text = "[calendar]\ndays_off = {days_off}\n[attention]\nprograms = {programs}\n"
    good = load(text.format(days_off='["Congés payés"]', programs='["org.gnome.Evince"]').encode(), FILE)

    assert (("Congés payés",), ("org.gnome.Evince",)) == (good.calendar.days_off, good.attention.programs)
    first, second = told(text.format(days_off='[" leave"]', programs='[""]'))
    assert first.startswith('2: calendar.days_off: " leave" is not a text such as ')
    assert second.startswith('4: attention.programs: "" is not a program such as ')
