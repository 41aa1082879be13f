"""``backpressure history`` and ``purge``: what is on record leaves, comes back, and goes for good."""

import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.app.test_loop import Desk, ask
from tests.cli.typed import typed
from tests.report.conftest import at_noon
from tests.report.people import a_hostile_week, a_week, kept, one_minute
from tray.app.answer_command_line import Serving
from tray.app.purge_and_import import take_in
from tray.cli.main import main
from tray.cli.parse import Line
from tray.cli.verbs.history import history, progress
from tray.cli.verbs.purge import purge
from tray.control import protocol
from tray.control.command_form import packed_path
from tray.core.messages import commands as c
from tray.core.messages.facts import CheckedIn, ClockStepped, CommitmentOpened, Fact, Recorded
from tray.errors import UsageError
from tray.store.files.places import Places
from tray.store.journal.records_as_json_lines import lines
from tray.store.machines import local_notes as machines
from tray.store.opening import look_into

pytestmark = pytest.mark.usefixtures("nowhere", "noon")
MONDAY = datetime(2026, 11, 2, 8, tzinfo=UTC)


@pytest.fixture
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    at_noon(monkeypatch)


def said(serve: Callable[[Line, Any], int], *words: str) -> str:
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
    assert 0 == serve(typed(serve.__name__, *words), out)
    out.seek(0)
    return out.read()


def facts_on_disk() -> list[Fact]:
    store = look_into(Places().history)
    found = [each.fact for each in store.facts()]
    store.close()
    return found


@pytest.fixture
def week(nowhere: Path) -> list[Fact]:
    return a_hostile_week(nowhere, MONDAY)


def test_every_fact_is_a_line_and_comes_back_exactly_and_once(week: list[Fact], tmp_path: Path) -> None:
    file = tmp_path / "facts.jsonl"
    file.write_text(said(history, "--json"), encoding="utf-8")
    Path(Places().history).unlink()

    first = said(history, "import", str(file))
    second = said(history, "import", str(file))

    assert week == facts_on_disk()
    assert f"{len(week)} records imported.\n" == first
    assert f"0 records imported. {len(week)} were there already.\n" == second
    assert file.read_text("utf-8") == said(history, "--json")


def test_what_was_purged_where_machines_share_a_folder_stays_so_whatever_is_imported(
    week: list[Fact], tmp_path: Path
) -> None:
    file = tmp_path / "facts.jsonl"
    file.write_text(said(history, "--json"), encoding="utf-8")
    machines.save(Places().machines, machines.Kept())
    said(purge, "--from", "2026-11-03", "--to", "2026-11-03", "--yes")
    left = facts_on_disk()

    told = said(history, "import", str(file))

    assert f"0 records imported. {len(left)} were there already. {len(week) - len(left)} were left out" in told
    assert left == facts_on_disk()


@pytest.mark.usefixtures("week")
def test_a_bad_import_is_refused_whole_with_every_problem(tmp_path: Path) -> None:
    good = said(history, "--json").splitlines()[:5]
    file = tmp_path / "facts.jsonl"
    file.write_text("\n".join([good[0], "nonsense", *good[1:], '{"fact": "flown", "at": 1}']), encoding="utf-8")
    Path(Places().history).unlink()

    with pytest.raises(UsageError) as refused:
        history(typed("history", "import", str(file)), io.StringIO())

    assert "Line 2" in str(refused.value)
    assert "Line 7" in str(refused.value)
    assert [] == facts_on_disk()


def test_what_is_typed_or_piped_is_imported_too(week: list[Fact], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(said(history, "--json")))
    Path(Places().history).unlink()

    assert f"{len(week)} records imported.\n" == said(history, "import", "-")


def test_what_is_no_text_and_a_range_with_nothing_in_it_are_refused(week: list[Fact], tmp_path: Path) -> None:
    (tmp_path / "latin").write_bytes(b"caf\xe9\n")
    with pytest.raises(UsageError, match=r"latin isn't text in UTF-8\. Nothing was imported"):
        said(history, "import", str(tmp_path / "latin"))
    with pytest.raises(UsageError, match="--from is later than --to, so there is nothing in between"):
        said(history, "--json", "--from", "2026-11-05", "--to", "2026-11-03")

    assert week == facts_on_disk()


def test_facts_are_told_by_range_and_as_a_table(week: list[Fact]) -> None:
    tuesday = said(history, "--json", "--from", "2026-11-03", "--to", "2026-11-03").splitlines()
    table = said(history, "--csv").splitlines()

    assert {"2026-11-03", "2026-11-04"} >= {json.loads(line)["at"][:10] for line in tuesday}
    assert len(tuesday) < len(week)
    assert table[0].startswith("at,fact,device,n,era,")
    assert len(table) >= len(week) + 1
    moment = said(history, "--json", "--from=2026-11-03 09:30", "--to=2026-11-03T10:00:00+01:00").splitlines()
    assert 0 < len(moment) < len(tuesday)


@pytest.mark.usefixtures("week")
def test_alone_it_tells_days_in_words() -> None:
    chosen = said(history, "--from", "2026-11-03", "--to", "2026-11-04 12:00").splitlines()
    assert ["Tue 3 Nov", "Wed 4 Nov"] == [line[:9] for line in chosen[:2]]
    assert chosen[2] == ""
    assert chosen[3].startswith("Worked ")
    until = said(history, "--to", "2026-11-03").splitlines()
    assert ["Mon 2 Nov", "Tue 3 Nov"] == [line[:9] for line in until[:2]]

    assert "Nothing is on record for these days.\n" == said(history, "--from", "2027-03-01")
    # The last seven days end with that of now, on whichever day this is tried.
    assert "{" not in said(history)


@pytest.mark.usefixtures("week")
def test_the_totals_of_a_week_are_those_of_its_days() -> None:
    values = json.loads(said(history, "week", "2026-11-04", "--json"))

    assert ["2026-11-02", "2026-11-08"] == [values["days"][0]["day"], values["days"][-1]["day"]]
    assert sum(each["worked"] for each in values["days"]) == pytest.approx(values["total"]["worked"])
    assert 3600.0 == values["total"]["weekend"]
    assert values["days"][0]["start"].startswith("2026-11-02T09:00:00")


@pytest.mark.parametrize("words", [("day", "2026-11-03"), ("week", "2026-W45"), ("month", "2026-11"), ("year", "2026")])
@pytest.mark.usefixtures("week")
def test_totals_have_a_bar_plot_that_no_label_can_break(words: tuple[str, str]) -> None:
    text = said(history, *words)

    assert "█" in text
    assert "Worked" in text
    assert "\x1b" not in text
    assert all(len(line) <= 120 for line in text.splitlines() if "█" in line)


def test_nothing_on_record_is_said_and_is_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["history"], ["history", "day"], ["history", "week", "last"], ["history", "year", "--json"]):
        assert 0 == main(words)
    assert "" == capsys.readouterr().err


@pytest.mark.parametrize("words", [["day", "soon"], ["week", "2026-W99"], ["--from", "x"], ["flown"], ["--off"]])
def test_wrong_use_is_said(words: list[str]) -> None:
    with pytest.raises(UsageError):
        history(typed("history", *words), io.StringIO())


def test_a_history_that_is_no_history_is_said_clearly(capsys: pytest.CaptureFixture[str]) -> None:
    kept(one_minute(MONDAY))
    Path(Places().history).write_bytes(b"no database at all" * 500)

    assert 1 == main(["history", "week"])
    assert "history.sqlite3" in capsys.readouterr().err


def test_a_long_reading_says_its_months_on_a_terminal_and_takes_them_away(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    def read(out: io.StringIO, days: int) -> str:
        monkeypatch.setattr("sys.stderr", shown := Terminal())
        with progress(out) as told:
            for day in range(0, days, 10):
                told(MONDAY + timedelta(days=day))
        return shown.getvalue()

    begins, line = "\r\x1b[K", "Reading 2027-0{} …"
    assert f"{begins}{line.format(1)}{begins}{line.format(2)}{begins}" == read(Terminal(), 110)
    assert ["", ""] == [read(Terminal(), 60), read(io.StringIO(), 110)]


def test_purge_asks_first(week: list[Fact]) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    with pytest.raises(UsageError, match="--yes"):
        purge(typed("purge"), io.StringIO(), io.StringIO("yes\n"))
    asked, part = io.StringIO(), ("--from", "2026-11-03", "--to", "2026-11-03")
    assert 1 == purge(typed("purge"), asked, Terminal("no\n"))
    assert (
        f"This deletes your whole history from the disk: {len(week)} records. It can't be undone.\n" in asked.getvalue()
    )
    asked, of_part = io.StringIO(), len(said(history, "--json", *part).splitlines())
    assert 1 == purge(typed("purge", *part), asked, Terminal("no\n"))
    assert f"This deletes this part of your history from the disk: {of_part} records. It can't" in asked.getvalue()
    assert 0 < of_part < len(week)
    assert week == facts_on_disk()
    assert 0 == purge(typed("purge"), io.StringIO(), Terminal("yes\n"))
    assert [] == facts_on_disk()


@pytest.mark.usefixtures("week")
def test_purged_text_is_on_no_byte_of_the_disk(nowhere: Path) -> None:
    assert any(b"answer Ada" in file.read_bytes() for file in nowhere.rglob("history*"))

    said(purge, "--yes")

    assert not any(b"answer Ada" in file.read_bytes() for file in nowhere.rglob("*") if file.is_file())


def test_a_range_is_purged_and_the_rest_stays(week: list[Fact]) -> None:
    said(purge, "--from", "2026-11-03", "--to", "2026-11-04", "--yes")

    left = facts_on_disk()

    gone = [each for each in week if each not in left]
    assert {"2026-11-03", "2026-11-04"} == {str((each.at - timedelta(hours=3)).date()) for each in gone}
    assert left == [each for each in week if each.at < gone[0].at or each.at > gone[-1].at]
    assert 0 < len(left) < len(week)


@pytest.mark.usefixtures("week")
def test_days_of_a_damaged_history_are_purged_once_it_is_rescued(capsys: pytest.CaptureFixture[str]) -> None:
    before = [fact.at.date() for fact in facts_on_disk()]
    with Path(Places().history).open("r+b") as file:
        file.write(bytes(100))

    said(purge, "--from", "2026-11-03", "--to", "2026-11-04", "--yes")

    assert "The history was damaged" in capsys.readouterr().err
    assert {3, 4} <= {day.day for day in before}
    assert {3, 4}.isdisjoint(fact.at.date().day for fact in facts_on_disk())
    assert [] == list(Path(Places().data).glob("*.bad-*"))  # which held them, too


def test_what_another_machine_recorded_by_a_wrong_clock_is_exported_and_purged_where_it_is_shown(
    week: list[Fact], tmp_path: Path
) -> None:
    ahead, noon = timedelta(days=2000), datetime(2026, 11, 12, 12, tzinfo=UTC)
    hours = [CheckedIn(noon + ahead - timedelta(hours=each), "fatigue", each) for each in (3, 2, 1)]
    stepped: Fact = ClockStepped(noon, noon + ahead)
    file = tmp_path / "facts.jsonl"
    records = [Recorded("other", n, int(n > 3), fact) for n, fact in enumerate([*hours, stepped], 1)]
    file.write_text("\n".join(lines(records)), encoding="utf-8")
    said(history, "import", str(file))
    span = "--from", (noon - timedelta(hours=2, minutes=30)).isoformat(), "--to", noon.isoformat()

    assert [2, 3] == [json.loads(line)["n"] for line in said(history, *span, "--json").splitlines()]
    said(purge, *span, "--yes")

    assert [*week, hours[0], stepped] == facts_on_disk()


# While the program runs


def asked(serving: Serving, verb: str, arguments: dict[str, Any]) -> int:
    answer = serving.answer(verb, arguments)
    assert answer["ok"], answer
    return int(answer["result"]["count"])


def taken_in(desk: Desk, file: Path) -> int:
    answers: list[dict[str, Any]] = []
    take_in({"file": packed_path(str(file))}, desk.loop, answers.append, "")
    while desk.loop.reading:
        desk.loop.each()
    return int(answers[0]["result"]["count"])


def test_the_running_program_takes_in_facts_and_goes_on_from_them(tmp_path: Path) -> None:
    elsewhere = a_week(datetime(2026, 11, 9, 8, tzinfo=UTC))
    elsewhere.ask(c.Commit("from the old machine"))
    for each in elsewhere.journal.records:
        object.__setattr__(each, "device", "old")
    file = tmp_path / "facts"
    file.write_text("\n".join(lines(elsewhere.journal.records)), encoding="utf-8")
    desk = Desk().type().run(minutes=40)

    new, again = (taken_in(desk, file) for _ in range(2))

    assert (len(elsewhere.journal.records), 0) == (new, again)
    assert ["from the old machine"] == [each.text for each in desk.loop.present().commitments]
    assert desk.loop.moment.state == desk.loop.record.state


def test_the_running_program_forgets_and_goes_on_from_now() -> None:
    desk = Desk().type().run(minutes=40)
    ask(desk.loop, c.Commit("a secret"))
    serving = Serving(desk.loop, lambda: ({}, ()))
    before = desk.loop.present()

    removed = asked(serving, protocol.PURGE, {"start": None, "end": None})

    after = desk.loop.present()
    assert removed > 0
    assert () == after.commitments
    assert after.stretch < timedelta(minutes=1) < before.stretch
    assert after.working
    assert not any(isinstance(each.fact, CommitmentOpened) for each in desk.journal.records)
    assert not serving.answer(protocol.PURGE, {"start": "soon"})["ok"]
