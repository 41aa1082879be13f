"""The report: one page about a period, whatever the history holds."""

import io
import json
import re
import sys
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PIL import Image

from tests.bench.fold import write
from tests.cli.typed import typed
from tests.core.wellbeing.test_timing_of_warnings_and_insights import a_day
from tests.day import day
from tests.report.people import BERLIN, HOSTILE, a_hostile_week, a_week, kept, kept_of_another, one_minute, years
from tests.skip_what_is_not_installed import require_the_extra_report
from tray.cli.main import main
from tray.cli.verbs.history import history
from tray.cli.verbs.report import report
from tray.core.context import Context
from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.core.messages import facts as f
from tray.core.messages.day_totals import Answer
from tray.core.messages.facts import BlockBegan, BlockPlanned, Cause, Corrected, Fact, RegimeBegan, WarningRaised
from tray.core.wellbeing.warning_signs import SIGNALS
from tray.errors import DesktopError, UsageError
from tray.report import events_in_words
from tray.report.material_and_bounds import Material
from tray.report.open_in_browser import show
from tray.report.warnings import SERIES
from tray.settings.defaults.every_setting import Settings
from tray.store.files.places import Places

require_the_extra_report()
pytestmark = pytest.mark.usefixtures("nowhere")
MONDAY = datetime(2025, 11, 3, 8, tzinfo=UTC)
DAYS_OF = {"day": 1, "week": 7, "month": 30, "year": 365}


def children() -> set[str]:
    """The processes that this one has begun and that still are, or still wait for it."""
    return {child for each in Path("/proc/self/task").glob("*/children") for child in each.read_text().split()}


def made(folder: Path, *words: str) -> str:
    file = folder / "report.html"
    assert 0 == report(typed("report", *words, "--out", str(file)), io.StringIO())
    return file.read_text("utf-8")


def embedded(page: str, name: str) -> Any:
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def limit_of(page: str) -> float:
    """The dashed line in the plot of hours."""
    return float(embedded(page, "figures")["hours"]["layout"]["shapes"][0]["y0"])


def sentences(page: str) -> list[str]:
    return [unescape(each) for each in re.findall(r'<p class="said">(.*?)</p>', page)]


@pytest.fixture
def week(nowhere: Path) -> list[Fact]:
    return a_hostile_week(nowhere, MONDAY)


@pytest.mark.usefixtures("week")
@pytest.mark.parametrize("kind", ["day", "week", "month", "year"])
def test_the_numbers_are_those_of_history(kind: str, tmp_path: Path) -> None:
    out = io.StringIO()
    history(typed("history", kind, "2025" if kind == "year" else "2025-11-04", "--json"), out)

    page = made(tmp_path, f"--{kind}", "2025" if kind == "year" else "2025-11-04")

    assert json.loads(out.getvalue()) == embedded(page, "totals")
    assert 3 == len(sentences(page))


@pytest.mark.usefixtures("week")
def test_nothing_comes_from_elsewhere_and_no_label_is_more_than_text(tmp_path: Path) -> None:
    page = made(tmp_path, "--day", "2025-11-03")
    own = page.partition("<script>")[0]

    assert "default-src 'none'" in own
    assert not re.findall(r'(?:src|href)="(?!#|data:)', own)
    assert "<img" not in own
    assert "&lt;script&gt;alert(1)" in own
    assert "{{7*7}}" in own
    assert "\x1b" not in page
    assert "\u202e" not in page


@pytest.mark.usefixtures("week")
def test_a_break_that_was_not_is_drawn_beside_what_was(tmp_path: Path) -> None:
    page = made(tmp_path, "--day", "2025-11-04", "--what-if", "walk 20m at 11:00")
    plots = embedded(page, "figures")["course"]["data"]
    was, would = (next(plot for plot in plots if plot["name"].startswith(name)) for name in ("Pressure", "With a"))
    at = dict(zip(was["x"], was["y"], strict=True))
    imagined = dict(zip(would["x"], would["y"], strict=True))

    assert "With a break of 20 min at 11:00" == would["name"]
    later = [next(y for x, y in each.items() if x > "2025-11-04T10:20") for each in (imagined, at)]
    assert later[0] < later[1] - 5
    before = [each for each in imagined if each < "2025-11-04T10:00:00" and each in at]
    assert all(imagined[each] == at[each] for each in before)


@pytest.mark.usefixtures("week")
def test_a_break_of_a_kind_of_the_settings_could_have_been_too(tmp_path: Path) -> None:
    Path(Places().settings_file).parent.mkdir(parents=True, exist_ok=True)
    Path(Places().settings_file).write_text('[[kinds]]\nname = "tea"\nregime = "restore"\nlength = "12m"\n')

    page = made(tmp_path, "--day", "2025-11-04", "--what-if", "tea at 11:00")

    assert "With a break of 12 min at 11:00" in {plot["name"] for plot in embedded(page, "figures")["course"]["data"]}
    with pytest.raises(UsageError, match="these kinds: rest, walk, lunch, tea"):
        report(typed("report", "--day", "2025-11-04", "--what-if", "coffee at 11:00"), io.StringIO())


@pytest.mark.usefixtures("week")
def test_a_break_in_the_night_is_one_of_the_day_before_it(tmp_path: Path) -> None:
    page = made(tmp_path, "--day", "2025-11-04", "--what-if", "break at 00:30")

    course = {plot["name"]: plot for plot in embedded(page, "figures")["course"]["data"]}
    assert course["With a break of 10 min at 00:30"]["x"][-1].startswith("2025-11-05T")


def test_a_break_that_is_still_to_come_is_one_for_another_verb() -> None:
    with pytest.raises(UsageError) as refused:
        report(typed("report", "--what-if", "break at 23:00"), io.StringIO())

    assert "On that day, 23:00 hasn't come yet. To look ahead, ask `backpressure what-if`." == str(refused.value)


@pytest.mark.usefixtures("week")
def test_breaks_are_due_as_often_as_the_settings_say_and_all_of_them_are_in_the_plot(tmp_path: Path) -> None:
    Path(Places().settings_file).parent.mkdir(parents=True, exist_ok=True)
    Path(Places().settings_file).write_text('[breaks]\nafter = "20m"\n')

    page = made(tmp_path, "--week", "2025-11-04")

    assert "A break is due after 20 min of work" in page
    plot = embedded(page, "figures")["breaks"]
    taken, missed = (each["y"] for each in plot["data"][:2])
    assert any(missed)
    assert max(map(sum, zip(taken, missed, strict=True))) <= plot["layout"]["yaxis"]["range"][1]


@pytest.mark.usefixtures("nowhere")
def at_a_desktop(name: str) -> None:
    """On the Tuesday of the week, for a while at both machines at once."""
    evening = (
        day(zone=BERLIN, at=datetime(2025, 11, 4, 13, 30, tzinfo=UTC)).work("2h").away("20m").work("1h").away("1h")
    )
    kept_of_another([each for each in evening.facts if isinstance(each, RegimeBegan)], "bbbbbbbbbbbb", name)


@pytest.mark.usefixtures("week")
def test_each_machine_has_a_row_and_its_hours_as_history_says(tmp_path: Path) -> None:
    at_a_desktop(HOSTILE)
    page = made(tmp_path, "--day", "2025-11-04")

    figure = embedded(page, "figures")["course"]
    rows = figure["layout"]["yaxis2"]["ticktext"]
    assert ["laptop", "Switches", "Meetings", "Rest", "Work"] == rows[1:]
    assert rows[0].startswith("&lt;script")
    drawn = {each["name"]: sum(each["x"]) / 1000 for each in figure["data"] if each["name"].startswith("machine")}
    (day_,) = embedded(page, "totals")["days"]
    assert list(drawn.values()) == list(embedded(page, "totals")["total"]["at_machines"].values())
    assert sorted(drawn.values()) == sorted(day_["at_machines"].values())
    assert day_["worked"] < sum(drawn.values()), "what overlaps counts once in the total"
    assert max(drawn.values()) < day_["worked"]
    assert "<td>2 h 53 min</td>" in page
    out = io.StringIO()
    history(typed("history", "day", "2025-11-04"), out)
    assert re.search(r"^At your machines: .+ at laptop, 2 h 53 min at <script>", out.getvalue(), re.MULTILINE)


def test_the_meetings_of_the_calendar_have_a_plot_and_only_where_there_are_any(tmp_path: Path) -> None:
    told = day(zone=BERLIN, at=MONDAY)
    told.calendar(told.meeting("9:30", "10:00"), told.meeting("10:00", "11:30")).work("90m")
    kept(told.facts, seen=told.at)
    page = made(tmp_path, "--week", f"{MONDAY:%Y-%m-%d}")
    booked, attended, close = (each["y"] for each in embedded(page, "figures")["meetings"]["data"])

    assert [2.0, 1.0, 1] == [booked[0], attended[0], close[0]]
    assert "Meetings in the calendar" in page


@pytest.mark.usefixtures("week")
def test_a_calendar_of_a_month_names_its_weeks_and_a_long_stretch_is_counted_in_hours(tmp_path: Path) -> None:
    figures = embedded(made(tmp_path, "--month", "2025-11"), "figures")

    assert ["27 Oct", "3 Nov", "10 Nov", "17 Nov", "24 Nov"] == figures["calendar"]["layout"]["xaxis"]["ticktext"]
    stretches = next(each for each in figures["breaks"]["data"] if each.get("yaxis") == "y2")
    assert 2 < max(each for each in stretches["y"] if each is not None) < 24
    assert any("h" in text for text in str(figures["breaks"]["layout"]["yaxis2"]).split("'"))
    assert "How tired you were" in [each["name"] for each in figures["answers"]["data"]]


def test_nothing_that_is_counted_in_hours_or_pieces_has_an_axis_below_zero(tmp_path: Path) -> None:
    """Somebody worked a minute, and began a session in the evening in which nothing was done."""
    told = day(zone=BERLIN, at=MONDAY).work("1m").away("8h").ask(c.StartSession("the report"))
    kept(told.facts, seen=told.at)

    figures = embedded(made(tmp_path, "--month", "2025-11"), "figures")

    axes = {"labels": "xaxis", "hours": "yaxis", "breaks": "yaxis", "answers": "yaxis"}
    for name, axis in axes.items():
        shape = figures[name]["layout"][axis]
        assert "tozero" == shape.get("rangemode") or 0 == shape["range"][0], name


@pytest.mark.usefixtures("nowhere")
def test_a_full_memory_is_told_with_what_would_have_freed_most(tmp_path: Path) -> None:
    heavy = day(zone=BERLIN, at=MONDAY)
    heavy.ask(c.Commit("answer Ada")).work("9h", switches_per_hour=60)
    kept(heavy.facts, seen=heavy.at)

    page = made(tmp_path, "--day", "2025-11-03")

    own = unescape(page.partition("When the pressure reached 100%")[2].partition("</table>")[0])
    assert re.search(r"<td>100%</td>", own)
    assert "no work until tomorrow 09:00" in own
    assert "a walk of 20 min" in own


def test_a_minute_an_empty_history_and_days_without_work_have_a_page(tmp_path: Path) -> None:
    for words in ((), ("--week",), ("--month", "last"), ("--year",), ("--day", "2020-02-29")):
        assert "There&#39;s no work on record" in made(tmp_path, *words)
    kept(one_minute(MONDAY))
    assert "You worked 1 min on Monday, from 09:00 to 09:01." in sentences(made(tmp_path, "--day", "2025-11-03"))
    assert "no work on record" in sentences(made(tmp_path, "--day", "2025-11-08"))[0]


@pytest.mark.usefixtures("week")
def test_a_week_without_work_says_the_pressure_that_stands_in_its_numbers(tmp_path: Path) -> None:
    page = made(tmp_path, "--week", "2025-11-12")

    peaks = [each["peak"] for each in embedded(page, "totals")["days"]]
    assert peaks[0] > peaks[-1] + 1
    assert f"The pressure was {int(max(peaks))}% at most." == sentences(page)[2]


def test_work_on_a_free_day_is_told_once_and_not_as_hours_outside_as_well(tmp_path: Path) -> None:
    kept(day(zone=BERLIN, at=MONDAY).work("3h").away("4d21h").work("2h").away("22h").facts)
    alone = sentences(made(tmp_path, "--week", "2025-11-03"))[0]
    evening = MONDAY + timedelta(days=7, hours=10)
    kept(day(zone=BERLIN, at=evening).work("1h").away("4d14h").work("2h").away("22h").facts)
    both = sentences(made(tmp_path, "--week", "2025-11-10"))[0]

    assert "2 h of that was on your free days." in alone
    assert "1 h of that was outside your hours, and 2 h on your free days." in both


def test_a_warning_is_told_with_the_trend_that_raised_it(tmp_path: Path) -> None:
    week = a_week(MONDAY)
    numbers = {"now": 3600.0, "usual": 0.0, "spread": 600.0}
    friday = MONDAY + timedelta(days=4, hours=1)
    raised = [WarningRaised(friday, name, "trend", numbers) for name in ("stopping", "stretches")]
    kept(sorted([*week.facts, *raised], key=lambda fact: fact.at))

    page = made(tmp_path, "--week", "2025-11-04")

    assert "Lately, your days have ended" in page
    assert ["warning-0", "warning-1"] == [name for name in embedded(page, "figures") if name.startswith("warning")]
    assert len(embedded(page, "figures")["warning-1"]["data"][0]["y"]) == 4


def test_weeks_later_the_report_says_what_became_of_a_warning_and_what_goes_with_what(tmp_path: Path) -> None:
    facts = [fact for week in range(8) for fact in a_week(MONDAY - timedelta(weeks=6 - week), seed=week).facts]
    told_at = MONDAY - timedelta(weeks=2) + timedelta(days=4, hours=1)
    raised = WarningRaised(told_at, "stretches", "trend", {"now": 7200.0, "usual": 3600.0, "spread": 600.0})
    kept(sorted([*facts, raised], key=lambda fact: fact.at))

    later = made(tmp_path, "--month", "2025-10")
    assert "in the two weeks after," in later
    assert "What goes with what in your record" in later
    assert "times, against" in later
    day_of_it = made(tmp_path, "--day", "2025-10-24")
    assert "in the two weeks after," in day_of_it
    assert "What goes with what" not in day_of_it


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
def test_a_day_on_which_the_clocks_change_has_a_page(day: str, tmp_path: Path) -> None:
    begins = datetime.fromisoformat(f"{day}T00:00:00+00:00") - timedelta(hours=1)
    week = a_week(begins - timedelta(days=6) + timedelta(hours=9))
    kept([*week.facts])

    page = made(tmp_path, "--day", day)

    assert f"{datetime.fromisoformat(day):%-d %B %Y}" in page
    assert embedded(made(tmp_path, "--week", day), "totals")["days"]


@pytest.mark.parametrize(("day", "hours"), [("2026-03-28", 23), ("2026-03-29", 24), ("2026-10-24", 25)])
def test_work_over_a_change_of_the_clocks_is_as_long_as_it_was(day: str, hours: int, tmp_path: Path) -> None:
    change = datetime.fromisoformat(f"{day}T01:00:00+00:00") + timedelta(days=1)
    kept(
        [
            RegimeBegan(change - timedelta(minutes=40), Regime.WORK, Cause.INPUT),
            RegimeBegan(change + timedelta(minutes=50), Regime.REST, Cause.AWAY),
        ]
    )

    page = made(tmp_path, "--day", day)

    [found] = embedded(page, "totals")["days"]
    begins, ends = (datetime.fromisoformat(found[name]) for name in ("begins", "ends"))
    assert timedelta(hours=hours) == ends - begins
    assert 90 * 60 == found["worked"]
    assert "1 h 30 min" in sentences(page)[0]


def test_ten_years_have_a_page_for_each_of_their_days_weeks_months_and_years(tmp_path: Path) -> None:
    facts = years(10, datetime(2026, 11, 8, tzinfo=UTC))
    write(Places().history, facts, facts[0].at)

    pages = {kind: made(tmp_path, f"--{kind}", "2025" if kind == "year" else "2025-11-05") for kind in DAYS_OF}

    assert DAYS_OF == {kind: len(embedded(page, "totals")["days"]) for kind, page in pages.items()}
    for kind, page in pages.items():
        assert sentences(page)[0].startswith("You worked "), kind
    hours = embedded(pages["year"], "figures")["hours"]
    bars = [sum(at_level) for at_level in zip(*(each["y"] for each in hours["data"]), strict=True)]
    assert len(bars) == 53  # weeks, since the days of a year are too thin to be seen
    assert sum(bars) == pytest.approx(embedded(pages["year"], "totals")["total"]["worked"] / 3600, abs=0.1)
    assert (40, 8) == (limit_of(pages["year"]), limit_of(pages["month"]))
    assert "calendar" in embedded(pages["year"], "figures")


@pytest.mark.usefixtures("week")
@pytest.mark.parametrize(("mode", "said"), [(0o644, True), (0o620, True), (0o600, False), (None, False)])
def test_a_file_that_others_can_read_is_said_to_be_one(
    tmp_path: Path, mode: int | None, said: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "report.html"
    if mode is not None:
        file.write_text("before")
        file.chmod(mode)

    made(tmp_path, "--day", "2025-11-04")

    assert said == (f"chmod go= {file}" in capsys.readouterr().err)
    assert (mode or 0o600) == file.stat().st_mode & 0o777


@pytest.mark.usefixtures("week")
@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_a_full_disk_leaves_the_page_that_was_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import resource

    before, new = made(tmp_path, "--day", "2025-11-04"), tmp_path / "new.html"
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, limits[1]))
    try:
        for file in (tmp_path / "report.html", new):
            assert 1 == main(["report", "--day", "2025-11-05", "--out", str(file)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert "can't be written" in capsys.readouterr().err
    assert before == (tmp_path / "report.html").read_text("utf-8")
    assert ["report.html"] == [each.name for each in tmp_path.glob("*.html*")]


@pytest.mark.usefixtures("week")
def test_the_picture_is_of_the_right_size_and_holds_no_text_of_the_person(tmp_path: Path) -> None:
    file = tmp_path / "day.png"
    assert 0 == report(typed("report", "--day", "2025-11-04", "--png", str(file)), io.StringIO())
    assert 0 == report(typed("report", "--day", "2025-11-08", "--png", str(tmp_path / "off.png")), io.StringIO())

    with Image.open(file) as picture:
        assert ((1200, 630), "PNG") == (picture.size, picture.format)
        assert (colours := picture.convert("RGB").getcolors(1 << 20))
        assert len(colours) > 100
    assert 0o600 == file.stat().st_mode & 0o777


@pytest.mark.usefixtures("week")
def test_without_the_libraries_it_says_how_to_get_them(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "plotly.offline", None)

    assert 1 == main(["report", "--out", str(tmp_path / "x.html")])
    assert "[report]'" in capsys.readouterr().err
    assert not (tmp_path / "x.html").exists()


def test_a_damaged_history_is_said_clearly(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    kept(one_minute(MONDAY))
    Path(Places().history).write_bytes(b"no database at all" * 500)

    assert 1 == main(["report", "--out", str(tmp_path / "x.html")])
    assert "history.sqlite3" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ["--day", "soon"],
        ["--day", "mon", "--week", "last"],
        ["now"],
        ["--week", "--what-if", "break 15m at 11:00"],
        ["--what-if", "break"],
        ["--what-if", "break 15m at night"],
        ["--week", "--png", "x.png"],
    ],
)
def test_wrong_use_is_said(words: list[str]) -> None:
    with pytest.raises(UsageError):
        report(typed("report", *words), io.StringIO())


@pytest.mark.usefixtures("week")
def test_the_page_is_opened_by_a_program_that_is_nobodys_child(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "xdg-open"
    program.write_text("#!/bin/sh\nexec sleep 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.delenv("BROWSER", raising=False)
    out, before = io.StringIO(), children()

    assert 0 == report(typed("report", "--day", "2025-11-04"), out)

    page = nowhere / "cache" / "report.html"
    assert f"{page}\n" == out.getvalue()
    assert 0o600 == page.stat().st_mode & 0o777
    assert children() <= before


def test_where_no_browser_can_open_the_page_its_place_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page, program = tmp_path / "report.html", tmp_path / "xdg-open"
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("BROWSER", raising=False)
    with pytest.raises(DesktopError, match=f"No browser was found. Open {page} yourself"):
        show(page)

    program.write_text("#!/nowhere/at/all\n")
    program.chmod(0o755)
    with pytest.raises(DesktopError, match=f"xdg-open can't be started: No such file or directory. Open {page} yours"):
        show(page)


def test_every_signal_has_something_to_draw() -> None:
    assert set(SIGNALS) == set(SERIES)


def test_answers_are_drawn_beside_what_was_expected_of_them(tmp_path: Path) -> None:
    told = day(at=MONDAY)
    for answer in (2, 7, 4, 9, 3, 5, 8, 1, 6, 4, 7):
        told.work("90m").ask(c.CheckIn("fatigue", answer)).away("30m").ask(c.CheckIn("engaged", 3))
    kept(told.facts)
    page = made(tmp_path, "--week", "2025-11-04")
    bars, answers = embedded(page, "figures")["expected"]["data"]
    first = told.state.learnt

    assert [20, 70, 40, 90, 30, 50, 80, 10, 60, 40, 70] == answers["y"]
    assert 11 == len(bars["y"]) == len(bars["error_y"]["array"]) == first.answers
    assert len(set(bars["y"])) > 5
    said = unescape(page)
    assert re.search(r"\d+ of 11 did\. Pressure matches \d+% of the ups and downs in your answers", said)


def test_what_the_person_said_of_a_span_afterwards_is_told_as_they_said_it(nowhere: Path, tmp_path: Path) -> None:
    hour = timedelta(hours=1)

    def said(n: int, regime: Regime, **more: bool) -> Corrected:
        return Corrected(MONDAY + n * hour, MONDAY + (n + 1) * hour, regime, MONDAY + 8 * hour, **more)

    kept(
        [
            RegimeBegan(MONDAY, Regime.WORK, Cause.INPUT),
            said(1, Regime.RESTORE),
            said(2, Regime.WORK, meeting=True),
            said(3, Regime.WORK, clock_set=True),
            RegimeBegan(MONDAY + 7 * hour, Regime.REST, Cause.AWAY),
        ]
    )
    page = unescape(made(tmp_path, "--day", "2025-11-03"))

    assert nowhere.exists()
    for sentence in (
        "You said that 10:00–11:00 was a walk",
        "You said that 11:00–12:00 was a meeting",
        "You said that the clock was set from 12:00 to 13:00",
    ):
        assert sentence in page


@pytest.mark.usefixtures("nowhere")
def test_a_block_is_drawn_with_its_label_or_as_a_block_without_one(tmp_path: Path) -> None:
    hour = timedelta(hours=1)
    facts: list[Fact] = [RegimeBegan(MONDAY, Regime.WORK, Cause.INPUT)]
    for n, label in enumerate(("<b>plan", ""), 1):
        start = MONDAY + n * hour
        facts.append(BlockPlanned(MONDAY + n * timedelta(minutes=1), n, start, start + hour, label, 40.0))
    facts.extend(BlockBegan(MONDAY + n * hour, n) for n in (1, 2))
    kept([*facts, RegimeBegan(MONDAY + 3 * hour, Regime.REST, Cause.AWAY)])

    drawn = json.dumps(embedded(made(tmp_path, "--day", "2025-11-03"), "figures")["course"], ensure_ascii=False)

    assert "10:00–11:00: &lt;b&gt;plan" in drawn
    assert "11:00–12:00: Block" in drawn


def test_answers_of_how_rested_and_engaged_somebody_was_are_drawn_as_their_mean() -> None:
    _, value = SERIES["answers"]
    at = MONDAY
    given = tuple(Answer(at, item, answer) for item, answer in (("rested", 6), ("fatigue", 10), ("engaged", 3)))

    assert 4.5 == value([a_day(2), a_day(1, answers=given)])
    assert value([a_day(2, answers=given), a_day(1)]) is None


_SAID: dict[f.Fact, tuple[str, str]] = {
    f.Snoozed(MONDAY, MONDAY + timedelta(minutes=10)): ("suggestion", "Snoozed until 09:10"),
    f.Skipped(MONDAY): ("suggestion", "Skipped"),
    f.BreakBegan(MONDAY, "coffee", timedelta(minutes=5)): ("break", "A break began: coffee, 5 min"),
    f.BreakExtended(MONDAY, timedelta(minutes=15)): ("break", "The break was made longer: 15 min in all"),
    f.SessionStarted(MONDAY, "mail"): ("session", "A session began: mail"),
    f.BlockEnded(MONDAY, 1, timedelta(minutes=40)): ("session", "A block ended: you worked 40 min in it"),
    f.CommitmentPlanned(MONDAY, 3, MONDAY): ("commitment", "To-do 3 was given a time"),
    f.DayExtended(MONDAY, MONDAY.date(), MONDAY): ("day", "You put off the end of the day until 09:00"),
    f.Paused(MONDAY): ("day", "Tracking was paused"),
    f.Resumed(MONDAY): ("day", "Tracking resumed"),
    f.CorrectionUndone(MONDAY, MONDAY): ("day", "You took that back"),
    f.LimitTold(MONDAY, "of_later"): ("day", "You were told of a limit: of later"),
}


@pytest.mark.parametrize(("fact", "said"), _SAID.items(), ids=lambda each: type(each).__name__)
def test_each_thing_that_happened_is_told_in_its_group_and_in_words(fact: f.Fact, said: tuple[str, str]) -> None:
    found = cast("Material", SimpleNamespace(context=Context(Settings(), BERLIN)))

    assert said == events_in_words.told(fact, found)
