"""What 0.1.0 kept opens in this version: `tests/data/0.1.0` was written by that one, which had the facts from a story
with two days of work, a session, breaks, a pause, answers, things to do, the end of a day and a clock set back."""

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from tests.cli.conftest import away_from_home
from tray.cli.main import main
from tray.core.state.state import advance_to
from tray.history.record import Record
from tray.history.replay import replay
from tray.settings.file.load_or_list_mistakes import load
from tray.store.files.places import Places
from tray.store.files.settings_file import CHECKS
from tray.store.journal.records_as_json_lines import records
from tray.store.opening import look_into, open_store

DATA = Path(__file__).parents[2] / "data" / "0.1.0"
KEPT = json.loads((DATA / "state.json").read_text())
"""What 0.1.0 made of its record."""
THEN = datetime.fromisoformat(KEPT["at"])


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folders of somebody who has just updated."""
    away_from_home(tmp_path, monkeypatch)
    for name, file in (("history.sqlite3", Places().history), ("settings.toml", Places().settings_file)):
        Path(file).parent.mkdir(mode=0o700, exist_ok=True)
        shutil.copy(DATA / name, file)
    return tmp_path


@pytest.mark.usefixtures("home")
def test_every_fact_is_there_and_is_what_it_was() -> None:
    with closing(look_into(Places().history)) as looked, (DATA / "facts.jsonl").open() as exported:
        before = {(each.device, each.n): each.fact for each in records(exported, THEN)}
        assert before == {(each.device, each.n): each.fact for each in looked.facts()}

    opened = open_store(Places().history, THEN)

    with closing(opened.store) as store:
        (remark,) = opened.remarks
        assert remark == opened.updated
        assert "converted to a new format; the old one is kept as" in remark
        with closing(sqlite3.connect(remark.split(" kept as ")[1].rstrip("."))) as kept:
            assert (1,) == kept.execute("PRAGMA user_version").fetchone()
            assert (len(before),) == kept.execute("SELECT count(*) FROM facts").fetchone()
        assert before == {(each.device, each.n): each.fact for each in store.facts()}
        assert THEN == store.last_seen()


@pytest.mark.usefixtures("home")
def test_the_state_is_the_one_that_was_shown() -> None:
    with closing(open_store(Places().history, THEN).store) as store:
        record = Record(store, THEN)
        state = advance_to(record.state, THEN)

        assert KEPT["session"] == (state.session.label if state.session else None)
        assert KEPT["commitments"] == [each.text for each in state.commitments]
        assert KEPT["stretch_s"] == state.stretch.total_seconds()
        assert KEPT["pressure"] == pytest.approx(state.pressure, abs=5.0)
        record.keep()
        assert replay(store).proven


def test_its_facts_go_on_from_where_they_were(home: Path) -> None:
    export = home / "facts.jsonl"
    export.write_text((DATA / "facts.jsonl").read_text())

    assert 0 == main(["history", "import", str(export)])
    with closing(look_into(Places().history)) as store:
        assert len(export.read_text().splitlines()) == len(list(store.facts()))


@pytest.mark.usefixtures("home")
def test_every_setting_of_it_is_known_and_means_what_it_meant() -> None:
    text = (DATA / "settings.toml").read_text()

    found = load(text, "settings.toml", CHECKS)

    assert text.count(" = ") > 80
    assert (3, 50) == (found.tracking.away_after.seconds // 60, found.breaks.after.seconds // 60)
    assert ["09:00-17:30"] == [str(each) for each in found.hours.monday or ()]
    assert (40, 60, 80, 95) == (found.levels.yellow, found.levels.orange, found.levels.red, found.levels.critical)


@pytest.mark.usefixtures("home")
def test_every_verb_that_reads_says_something_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["history"], ["history", "day", "2026-11-23"], ["settings", "check"], ["replay", "--check"]):
        assert 0 == main(words), capsys.readouterr()
        assert capsys.readouterr().out
    assert 3 == main(["status"])
