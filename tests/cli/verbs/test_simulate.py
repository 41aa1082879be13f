"""``backpressure simulate``, as a person or a script uses it."""

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.typed import typed
from tray.cli.built_in_lives import sentences
from tray.cli.help import of
from tray.cli.life_file import LARGEST, MOST_SWITCHES, read_life
from tray.cli.main import main
from tray.cli.verbs.simulate import simulate
from tray.core.law.short_rest_heavy_week import heavy_week
from tray.core.law.values import Regime
from tray.errors import SettingsInvalid, UsageError
from tray.settings.defaults.every_setting import Law

SCENARIOS = json.loads((Path(__file__).parents[2] / "data" / "law_scenarios.json").read_text())
SCENARIOS_2 = json.loads((Path(__file__).parents[2] / "data" / "law_scenarios_edition_2.json").read_text())

ORDINARY = """\
[start]
gen0 = 0.0
gen1 = 0.0
gen2 = 5.89
unplanned = 5
planned = 0
awake = "0s"
[[segment]]
for = "1h30m"
regime = "work"
load = 1.0
switches_per_hour = 12.0
available = false
[[segment]]
for = "600s"
regime = "rest"
[parameters]
capacity = 60
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "life.toml"


def printed(*words: str | Path) -> str:
    out = io.StringIO()
    assert simulate(typed("simulate", *map(str, words)), out) == 0
    return out.getvalue()


def values(file: Path, text: str) -> Any:
    """What ``--json`` prints for a file with this text."""
    file.write_text(text)
    return json.loads(printed(file, "--json"))


def problems(file: Path, text: str | bytes) -> list[str]:
    """Every problem of a file, without its name."""
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(SettingsInvalid) as told:
        simulate(typed("simulate", str(file)), io.StringIO())
    return [str(problem).removeprefix(f"{file}:").strip() for problem in told.value.problems]


def as_toml(scenario: dict[str, Any]) -> str:
    start = scenario["start"]
    lines = ["[start]", f'awake = "{start["awake_h"] * 3600:g}s"']
    lines += [f"{name} = {start[name]}" for name in ("gen0", "gen1", "gen2", "unplanned", "planned")]
    for each in scenario["segments"]:
        lines += ["[[segment]]", f'for = "{each["for_s"]:.6f}s"', f'regime = "{each["regime"]}"']
        lines += [f"load = {each['load']}", f"switches_per_hour = {each['switches_per_hour']}"]
        lines += [f"available = {str(each['available']).lower()}"]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("scenario", "more"),
    [
        *((each, "") for each in SCENARIOS["scenarios"]),
        *((each, "\n[parameters]\nedition = 2\n") for each in SCENARIOS_2["scenarios"]),
    ],
    ids=lambda value: value["name"] if isinstance(value, dict) else "edition 2" if value else "edition 1",
)
def test_the_scenarios_of_the_model_come_out_of_a_file(file: Path, scenario: dict[str, Any], more: str) -> None:
    expected, told = scenario["expected"], values(file, as_toml(scenario) + more)

    assert expected["peak"] == pytest.approx(told["peak"]["pressure"], abs=0.01)
    assert expected["end_pressure"] == pytest.approx(told["end"]["pressure"], abs=0.01)
    assert expected["end_gen1"] == pytest.approx(told["end"]["gen1"], abs=0.01)
    assert expected["end_gen2"] == pytest.approx(told["end"]["gen2"], abs=0.01)
    for threshold in (40, 60, 80, 95, 100):
        ups = [
            each["at_s"] for each in told["crossings"] if (each["threshold"], each["direction"]) == (threshold, "up")
        ]
        hours = [(at - scenario["hours_count_from_s"]) / 3600 for at in ups[:1]]
        found = expected[f"hours_to_{threshold}"]
        assert hours == pytest.approx([] if found is None else [found], abs=SCENARIOS["tolerance"]["hours"])


def test_json_has_the_shape_that_scripts_rely_on(file: Path) -> None:
    told = values(file, ORDINARY)

    assert ["peak", "end", "crossings", "points", "labels", "answers", "follows"] == list(told)
    assert {"at_s", "pressure"} == set(told["peak"])
    assert {"pressure", "gen0", "gen1", "gen2", "live"} == set(told["end"])
    assert {"at_s": 0.0, "gen0": 0.0, "gen1": 0.0, "gen2": 5.89} == {
        key: value for key, value in told["points"][0].items() if key != "pressure"
    }
    assert [(40, "up"), (40, "down")] == [(each["threshold"], each["direction"]) for each in told["crossings"]]
    assert told["points"][-1]["at_s"] == 6000.0
    end = told["end"]
    assert end["pressure"] == pytest.approx(end["gen0"] + end["gen1"] + end["gen2"] + end["live"])


def test_what_is_left_out_has_its_default(file: Path) -> None:
    assert values(file, '[[segment]]\nfor = "1h"\nregime = "work"\n') == values(
        file,
        '[start]\ngen0 = 0\nawake = "0s"\n[[segment]]\nfor = "60m"\nregime = "work"\nload = 1\navailable = false\n',
    )


def test_parameters_are_those_of_the_settings(file: Path) -> None:
    life = '[[segment]]\nfor = "1h"\nregime = "work"\n'
    usual, harder = values(file, life), values(file, life + "[parameters]\nallocation = 80\n")

    assert usual["end"]["gen0"] < harder["end"]["gen0"]
    assert harder == values(file, life + "[parameters]\nlaw.allocation = 80\n")
    assert harder == values(file, life + "[parameters]\ngain = 2.0\nswitch = 0\n")


ANSWERED = json.loads((Path(__file__).parents[2] / "data" / "simulate_with_answers.json").read_text())


def as_answered_toml(life: dict[str, Any]) -> str:
    start = {**life["start"], "awake_h": 0.0}
    before = (
        f'labels = true\nworked_week = "{start["worked_week_h"]}h"\ngap_before = "{start["gap_before_h"] * 3600:g}s"'
    )
    answers = [
        f'[[answer]]\nat = "{each["at_s"]:.6f}s"\n{item} = {each[item]}'
        for each in life["answers"]
        for item in ("fatigue", "rested")
        if item in each
    ]
    text = as_toml({"start": start, "segments": life["segments"]}).replace("[[segment]]", f"{before}\n[[segment]]", 1)
    return "\n".join([text, *answers])


@pytest.mark.parametrize("life", ANSWERED["lives"], ids=lambda life: life["name"])
def test_the_lives_with_answers_come_out_of_a_file(file: Path, life: dict[str, Any]) -> None:
    expected, told = life["expected"], values(file, as_answered_toml(life))

    assert [each["factor"] for each in expected["labels"]] == pytest.approx(
        [each["factor"] for each in told["labels"]], abs=0.0005
    )
    assert [each["at_s"] for each in expected["labels"]] == pytest.approx([each["at_s"] for each in told["labels"]])
    for name in ("pressure", "expected", "low", "high", "nudge"):
        assert [each[name] for each in expected["answers"]] == pytest.approx(
            [each[name] for each in told["answers"]], abs=0.02
        )
    assert expected["end"] == pytest.approx({name: told["end"][name] for name in expected["end"]}, abs=0.02)
    assert expected["follows"] == (told["follows"] and pytest.approx(told["follows"], abs=0.001))


def test_a_life_without_labels_and_answers_has_none(file: Path) -> None:
    told = values(file, ORDINARY)

    assert ([], [], None) == (told["labels"], told["answers"], told["follows"])


def test_two_segments_of_work_are_one_stretch(file: Path) -> None:
    work = '[[segment]]\nfor = "1h"\nregime = "work"\n'
    rest = '[[segment]]\nfor = "90m"\nregime = "off"\n'
    told = values(file, f'[start]\nlabels = true\ngap_before = "9h30m"\n{work}{work}{rest}{work}')

    assert [(0, 1.6), (3600, 1.6), (12600, 1.6)] == [(each["at_s"], each["factor"]) for each in told["labels"]]


def test_a_week_before_is_heavy_also_where_nothing_is_said_of_the_gap_before(file: Path) -> None:
    text = '[start]\nlabels = true\nworked_week = "60h"\n[[segment]]\nfor = "1h"\nregime = "work"\n'

    assert [(0, round(heavy_week(60.0, Law()), 3))] == [
        (each["at_s"], each["factor"]) for each in values(file, text)["labels"]
    ]


def test_with_labels_off_there_are_none(file: Path) -> None:
    text = '[start]\nlabels = true\ngap_before = "9h"\n[[segment]]\nfor = "1h"\nregime = "work"\n'
    off = "[parameters]\nshort_time_off = 0\nheavy_week = 0\n"

    assert [1.0] == [each["factor"] for each in values(file, text + off)["labels"]]
    assert values(file, text)["end"]["gen0"] > values(file, text + off)["end"]["gen0"]


def test_an_answer_leaves_the_switches_where_they_are(file: Path) -> None:
    """One that was expected to the point nudges nothing, and everything else stays as it was."""
    plain = values(file, ORDINARY)
    text = ORDINARY + "".join(f'[[answer]]\nat = "{at}"\nfatigue = 4\n' for at in ("12m", "20m", "90m", "90m"))
    told = values(file, text)
    nudged = sum(abs(each["nudge"]) for each in told["answers"])

    assert [720, 1200, 5400, 5400] == [each["at_s"] for each in told["answers"]]
    assert plain["end"]["gen0"] == pytest.approx(told["end"]["gen0"], abs=1e-9)
    assert abs(told["end"]["gen1"] - plain["end"]["gen1"]) <= nudged


def test_what_is_wrong_with_an_answer_is_said_with_its_line(file: Path) -> None:
    text = ORDINARY + '[[answer]]\nat = "3h"\nfatigue = 4\n[[answer]]\nfatigue = 11\nrested = 1\n'
    found = problems(file, text)

    assert any("answer[1].at: the life is over by then" in each for each in found)
    assert any("answer[2]: at is missing" in each for each in found)
    assert any("answer[2].fatigue" in each for each in found)
    assert any("answer[2]: give either fatigue or rested" in each for each in found)


@pytest.mark.parametrize("text", ["answer = 3\n", "[answer]\nfatigue = 3\n", "answer = [3]\n"])
def test_answers_that_are_no_list_of_tables_are_told_how_to_be_written(file: Path, text: str) -> None:
    before, after = (text, "") if text.startswith("answer") else ("", text)
    found = problems(file, before + ORDINARY + after)

    assert any("write each answer below a line [[answer]]" in each for each in found)


@pytest.mark.parametrize(("text", "regimes"), [(ORDINARY, [Regime.WORK, Regime.REST])])
def test_a_file_is_read_as_it_is_written(file: Path, text: str, regimes: list[Regime]) -> None:
    file.write_text("\ufeff" + text.replace("\n", "\r\n"))
    start, segments, _, law = read_life(str(file))

    assert regimes == [segment.regime for segment in segments]
    assert [5400.0, 600.0] == [segment.length.total_seconds() for segment in segments]
    assert (5.89, 5, 60) == (start.pools.gen2, start.unplanned, law.capacity)


def test_every_problem_is_told_at_its_own_line(file: Path) -> None:
    text = """\
[start]
gen0 = nan
gen2 = -1
unplaned = 5
awake = 0
[[segment]]
for = "-50m"
regime = "wrok"
switches_per_hour = inf
[[segment]]
for = 10
regim = "rest"
load = -1
available = "true"
[parameters]
capcity = 3
beta = 9
[foo]
"""

    told = problems(file, text)

    lines = [int(problem.partition(":")[0]) for problem in told]
    assert [2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 18] == lines
    assert 'start.unplaned: there is no "unplaned" here; did you mean "unplanned"?' in told[2]
    assert 'segment[1].for: "-50m" is not a duration such as "50m"; it can\'t be negative' in told[4]
    assert told[5].endswith('did you mean "work"?')
    assert "segment[1].switches_per_hour: inf is out of range" in told[6]
    assert "segment[2]: regime is missing" in told[7]
    assert 'did you mean "capacity"?' in told[12]


def test_segments_in_one_line_are_told_apart_too(file: Path) -> None:
    told = problems(file, 'segment = [\n  { for = "1h", regime = "work" },\n  { for = "1h", regime = "wark" },\n]\n')

    assert ["3: segment[2].regime"] == [problem.split(": ")[0] + ": " + problem.split(": ")[1] for problem in told]


def test_parameters_under_which_work_would_be_rest_are_refused(file: Path) -> None:
    told = problems(file, '[[segment]]\nfor = "1h"\nregime = "work"\n[parameters]\noff_tau1 = "5h"\n')

    assert len(told) == 1
    assert "law.off_tau1" in told[0]
    assert "law.work_tau1" in told[0]


def test_gen0_holds_no_more_than_its_capacity(file: Path) -> None:
    assert ["2: start.gen0: 70 is more than gen0 holds; its capacity is 60"] == problems(
        file, '[start]\ngen0 = 70\n[[segment]]\nfor = "1h"\nregime = "work"\n'
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "there is no segment"),
        ('[segment]\nfor = "1h"\nregime = "work"\n', "in double brackets"),
        ("start = 3\n[[segment]]\nfor = '1h'\nregime = 'off'\n", "3 is not a section such as [start]"),
        ('[[segment]]\nfor = "1h\nregime = "off"\n', 'the closing quote " is missing'),
        (b"\x00\x01\xff\xfe", "is not UTF-8"),
        ("[" * 5000, "are nested here"),
        (b"#" * (LARGEST + 1), "the file is larger than 2048 KB; no life is read from it"),
        (b"\x00" * 10_000_000, "the file is larger than 2048 KB; no life is read from it"),
        ("[[segment]]\nfor = '3650d'\nregime = 'work'\nswitches_per_hour = 3600\n", f"at most {MOST_SWITCHES}"),
        ("[[segment]]\nfor = '100000d'\nregime = 'work'\n", "out of range"),
        ("[[segment]]\nfor = '1h'\nregime = 'work'\nload = 1e400\n", "out of range"),
        ("[[segment]]\nfor = '1h'\nregime = ['work']\n", "[…] is not one of"),
        ("[strat]\n[[segment]]\nfor = '1h'\nregime = 'off'\n", 'no such section; did you mean "start"?'),
        (
            "[start]\nlabels = true\n" + "[[segment]]\nfor = '3660d'\nregime = 'off'\n" * 100,
            "2: start.labels: with labels a life can last 1000 years at most",
        ),
        ("[parameters]\nlaw = 3\n[[segment]]\nfor = '1h'\nregime = 'off'\n", 'there is no "law" here'),
    ],
)
def test_hostile_files_are_refused_with_one_line(file: Path, text: str | bytes, problem: str) -> None:
    told = problems(file, text)

    assert len(told) == 1
    assert problem in told[0]


def test_thousands_of_problems_are_not_all_printed(file: Path) -> None:
    told = problems(file, "[[segment]]\nfr = 1\n" * 5000)

    assert len(told) == 201
    assert told[-1].endswith("more problems")


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.toml", Path("nul\0byte")):
        with pytest.raises(SettingsInvalid, match="the file can't be read: "):
            simulate(typed("simulate", str(path)), io.StringIO())


@pytest.mark.parametrize(
    "words", [[], ["a", "b"], ["--preset"], ["--unknown"], ["--preset", "healthy", "x"], ["--json"]]
)
def test_wrong_use_is_told(words: list[str]) -> None:
    with pytest.raises(UsageError, match=r"`backpressure simulate --help` says more\."):
        simulate(typed("simulate", *words), io.StringIO())


def test_an_unknown_preset_gets_a_suggestion() -> None:
    with pytest.raises(UsageError, match='Did you mean "crunch"'):
        simulate(typed("simulate", "--preset", "crnch"), io.StringIO())
    with pytest.raises(UsageError, match=r'There is no life "zzzzzz"\. There are .*healthy'):
        simulate(typed("simulate", "--preset", "zzzzzz"), io.StringIO())


def test_wrong_files_end_with_exit_code_2(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text("[[segment]]\nfor = 1\n")

    assert main(["simulate", str(file), "--json"]) == 2
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(("name", "peak", "end"), [("healthy", 59.9, 11.0), ("crunch", 103.5, 18.0)])
def test_the_weeks_of_the_model_are_built_in(name: str, peak: float, end: float) -> None:
    told = json.loads(printed("--preset", name, "--json"))

    assert peak == pytest.approx(told["peak"]["pressure"], abs=0.05)
    assert end == pytest.approx(told["end"]["pressure"], abs=0.05)
    assert told["points"][-1]["at_s"] == 7 * 86_400


def test_a_holiday_ends_lower_than_it_began_and_nights_cost_more_than_days() -> None:
    lives = {name: json.loads(printed("--preset", name, "--json")) for name in sentences()}

    assert lives["holiday"]["end"]["pressure"] < 0.4 * lives["holiday"]["points"][0]["pressure"]
    assert lives["healthy"]["end"]["pressure"] < lives["night"]["end"]["pressure"] < lives["crunch"]["end"]["pressure"]


@pytest.mark.parametrize("name", list(sentences()))
def test_every_preset_is_plotted_and_tabled(name: str) -> None:
    text = printed("--preset", name)

    assert max(map(len, text.splitlines())) <= 120
    assert "Highest " in text
    assert "to do" in text
    assert "\x1b" not in text


def test_the_plot_reads_by_height(file: Path) -> None:
    file.write_text(ORDINARY)
    lines = printed(file).splitlines()
    plot = [line for line in lines if re.match(r"[ \d]{6}[│|]", line)]
    rows = [len(line[7:].strip()) for line in plot]

    # A climb: each row further down is filled at least as far, and it stops between 50 and 60 %.
    assert rows == sorted(rows)
    assert [0, 0, 0, 0] == rows[:4]
    assert all(rows[4:])
    assert "w" * 40 in printed(file)


@pytest.mark.parametrize(
    ("length", "ticks"),
    [
        ("0s", ["0 min"]),
        ("30m", ["0 min", "15 min"]),
        ("6h", ["0 h", "1 h", "2 h", "3 h", "4 h", "5 h"]),
        ("60h", ["0 h", "12 h", "24 h", "36 h", "48 h"]),
        ("6d", ["0 d", "1 d", "2 d", "3 d", "4 d", "5 d"]),
    ],
)
def test_the_axis_of_a_life_of_any_length_is_told_in_round_numbers(file: Path, length: str, ticks: list[str]) -> None:
    file.write_text(f'[[segment]]\nfor = "{length}"\nregime = "off"\n')
    lines = printed(file).splitlines()
    below = next(n for n, line in enumerate(lines) if line.lstrip().startswith(("0 └", "0 +")))

    assert ticks == re.findall(r"\d+ \w+", lines[below + 2])
    assert {"o"} if length != "0s" else set() == set(lines[below + 1].strip())


def test_a_life_that_begins_high_has_reached_its_levels_at_once(file: Path) -> None:
    file.write_text('[start]\ngen1 = 70\n[[segment]]\nfor = "6h"\nregime = "off"\n')
    text = printed(file)

    assert "Reached orange (60%) once, after 0:00:00; " in text
    assert "Reached red" not in text


def test_a_terminal_without_block_characters_gets_plain_ones(file: Path) -> None:
    file.write_text(ORDINARY)
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii")

    assert simulate(typed("simulate", str(file)), out) == 0


def test_help_names_the_presets() -> None:
    assert all(f"  {name} " in of("simulate") for name in sentences())
