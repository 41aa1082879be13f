"""``explain``, ``what-if``, ``incidents``, ``block list`` and ``replay``, as a person or a script uses them."""

import io
import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.app.test_loop import Desk
from tests.cli.session import Session
from tests.cli.typed import typed
from tests.day import BERLIN, Day, day
from tests.fakes import FakeClock
from tray.app.answer_command_line import Serving
from tray.cli.main import main
from tray.cli.verbs.block import block
from tray.cli.verbs.inquire import explain, incidents
from tray.cli.verbs.replay import replay
from tray.cli.verbs.what_if import question, what_if
from tray.control.command_form import packed
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.what_if import BreakAt, StopAt, WorkOn
from tray.desktop.common.clock import SystemClock
from tray.errors import Refused, UsageError
from tray.history.known_while_not_running import answered_as_of, settings_in_force
from tray.ports import Snapshot
from tray.settings.defaults.every_setting import BreakKind, Settings
from tray.settings.file.default_file_and_tables import default_file
from tray.store.files.places import Places
from tray.store.opening import open_store

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


pytestmark = pytest.mark.usefixtures("nowhere", "noon_in_berlin")


class Running:
    """A program that runs, asked over no socket."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.desk = Desk(settings).type().run(minutes=40)
        self.serving = Serving(self.desk.loop, lambda: ({}, ()))

    def __call__(self, verb: str, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        answer = self.serving.answer(verb, json.loads(json.dumps(arguments)))
        if not answer["ok"]:
            raise Refused(answer["error"]) if answer["exit_code"] == 4 else UsageError(answer["error"])
        result: Mapping[str, Any] = json.loads(json.dumps(answer["result"]))
        return result


@pytest.fixture
def running() -> Running:
    return Running()


@pytest.fixture
def noon_in_berlin(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program takes it for that, wherever and whenever the tests run."""
    monkeypatch.setattr(SystemClock, "wall", lambda _: NOON)
    monkeypatch.setattr(SystemClock, "zone", lambda _: BERLIN)


def said(serve: Any, words: list[str], ask: Running) -> str:
    out = io.StringIO()
    assert 0 == serve(typed(serve.__name__.replace("_", "-"), *words), out, ask)
    return out.getvalue()


def kept(told: Day, *, seen: datetime | None = None) -> None:
    """The history on disk is that of a day that was told; the program has ended."""
    store = open_store(Places().history, told.at).store
    store.append([each.fact for each in told.journal.records])
    store.saw(seen)
    store.close()


def lately() -> Day:
    """A day that ends an hour ago."""
    told = day(at=NOON - timedelta(hours=4)).ask(c.Commit("send the slides")).work("3h", switches_per_hour=12)
    return told.away("5m")


# With the program running


def test_explain_of_the_running_program_adds_up_to_its_status(running: Running) -> None:
    values = json.loads(said(explain, ["--json"], running))

    assert running.desk.loop.present().pressure == pytest.approx(values["pressure"])
    assert values["pressure"] == pytest.approx(sum(part["points"] for part in values["parts"]), abs=0.05)


def test_explain_in_words_and_with_the_formula(running: Running) -> None:
    assert "09:00–09:40  work" in said(explain, [], running)
    assert "d gen0/dt" in said(explain, ["--formula"], running)


def test_what_if_answers_in_a_sentence_or_two(running: Running) -> None:
    text = said(what_if, ["walk", "15m"], running)

    assert text.startswith("A walk of 15 min: 2")
    assert 2 == len(text.splitlines())
    values = json.loads(said(what_if, ["--json", "walk 15m"], running))
    assert values["then"]["pressure"] < values["as_now"]["pressure"]
    assert text.strip() == values["text"]


def test_what_if_knows_the_kinds_of_the_settings() -> None:
    tea = BreakKind("tea", regime="restore", length=timedelta(minutes=12))
    running = Running(Settings(kinds=(tea,)))

    assert said(what_if, ["break tea"], running).startswith('A break "tea" of 12 min: 2')
    assert said(what_if, ["break", "tea", "20m"], running).startswith('A break "tea" of 20 min: 2')
    assert said(what_if, ["break 20m"], running).startswith("A break of 20 min: 2")
    with pytest.raises(UsageError, match="There are: rest, walk, lunch, tea"):
        what_if(typed("what-if", "break coffee"), io.StringIO(), running)


def test_what_if_of_a_commitment_that_is_not_open_is_refused(running: Running) -> None:
    with pytest.raises(UsageError, match="no open to-do number 3"):
        what_if(typed("what-if", "close", "3"), io.StringIO(), running)


def test_incidents_of_the_running_program(running: Running) -> None:
    assert "The pressure has never reached 100%.\n" == said(incidents, [], running)
    assert {"incidents": [], "earlier": 0} == json.loads(said(incidents, ["--json"], running))


def test_blocks_are_listed_by_number_for_people_and_for_scripts(running: Running) -> None:
    assert "No block is planned. `backpressure block 2h` plans one.\n" == listed_blocks(running)
    running("command", packed(c.PlanBlock(timedelta(hours=1), None, "the report")))
    (planned,) = running.desk.loop.present().blocks
    start, until = (f"{each.astimezone(running.desk.clock.zone()):%H:%M}" for each in (planned.start, planned.until))

    said = listed_blocks(running)
    assert said.startswith("   1  the report  (")
    assert said.endswith(f"{start}–{until})\n")
    assert ["the report"] == [each["label"] for each in json.loads(listed_blocks(running, "--json"))]


def listed_blocks(running: Running, *more: str) -> str:
    out = io.StringIO()
    assert 0 == block(typed("block", "list", *more), out, running)
    return out.getvalue()


def test_an_answer_is_told_in_one_line(running: Running) -> None:
    text = running("command", packed(c.CheckIn("fatigue", 9)))["said"]

    assert text.startswith("You answered 9; about ")
    assert "to today." in text
    assert "Thank you, noted." == running("command", packed(c.CheckIn("engaged", 9)))["said"]


@pytest.mark.parametrize("arguments", [{}, {"command": "Quit", "fields": {}}, {"command": "WorkOn", "fields": {}}])
def test_what_is_no_question_is_wrong_use(running: Running, arguments: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        running("what-if", arguments)


def test_what_would_keep_the_icon_waiting_is_read_from_the_files_of_the_running_program(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TZ", str(BERLIN))  # both must agree on which day it is
    told = lately()
    told.work("50m").ask(c.TakeBreak("walk")).away("20m")
    kept(told)
    files = Places().readable(Places().settings_file)
    running = Serving(Desk(journal=told.journal, clock=FakeClock(told.at)).loop, lambda: ({}, ()), files)
    for verb in ("explain", "incidents"):
        referred, here = (running.answer(verb, arguments)["result"] for arguments in ({}, {"here": True}))
        read = answered_as_of(verb, {}, referred, dict)

        assert told.at.isoformat() == referred["as_of"]
        assert in_utc(here) == in_utc(read)


def in_utc(value: Any) -> Any:
    """The same values with every instant on one clock: the zone of this machine is not that of the story."""
    match value:
        case dict():
            return {key: in_utc(each) for key, each in value.items()}
        case list():
            return [in_utc(each) for each in value]
        case str() if value[:2] == "20":
            return datetime.fromisoformat(value).astimezone(UTC)
        case _:
            return value


def test_mistakes_in_the_settings_leave_those_from_before_in_force(nowhere: Path) -> None:
    file, before = nowhere / "settings.toml", nowhere / "last-good.toml"
    file.write_text("[breaks\n")
    before.write_text('[breaks]\nafter = "7m"\n')

    assert timedelta(minutes=7) == settings_in_force(str(file), str(before)).breaks.after
    assert Settings() == settings_in_force(str(file), str(nowhere / "none"))


# With nothing running


@pytest.mark.parametrize("verb", [["explain"], ["incidents"], ["what-if", "walk"], ["replay", "--check"]])
def test_with_nothing_running_the_store_answers(verb: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    kept(lately())

    assert 0 == main(verb)
    assert 0 == main([*verb, "--json"])
    text, json_line = capsys.readouterr().out.rsplit("\n", 2)[:2]
    assert text
    assert json.loads(json_line)


@pytest.mark.parametrize("verb", [["explain"], ["incidents"], ["what-if", "walk"], ["replay", "--check"]])
def test_before_the_first_start_there_is_an_answer_too(
    verb: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert 0 == main(verb)
    assert capsys.readouterr().out
    assert [] == list(tmp_path.iterdir())


def test_the_hour_since_the_program_ended_counts_as_the_next_start_will_count_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = lately()
    kept(told)
    main(["explain", "--json"])
    values = json.loads(capsys.readouterr().out)
    told.unseen("55m").happen(e.Started(None))

    assert told.state.pressure == pytest.approx(values["pressure"], abs=0.1)
    assert values["pressure"] == pytest.approx(sum(part["points"] for part in values["parts"]), abs=0.05)


def test_work_ends_where_the_person_was_last_seen_when_the_program_was_killed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = day(at=NOON - timedelta(hours=4)).work("3h")
    kept(told, seen=told.at)
    main(["explain", "--json"])
    values = json.loads(capsys.readouterr().out)
    killed_at = told.at
    told.unseen("1h").happen(e.Started(killed_at))

    assert told.state.pressure == pytest.approx(values["pressure"], abs=0.1)
    work = next(part for part in values["parts"] if part["kind"] == "work")
    assert 3 * 3600 == pytest.approx(
        (datetime.fromisoformat(work["to"]) - datetime.fromisoformat(work["from"])).total_seconds(), abs=2
    )


def test_reading_changes_nothing_in_the_history(capsys: pytest.CaptureFixture[str]) -> None:
    kept(lately())
    before = Path(Places().history).read_bytes()
    for verb in (["explain"], ["incidents"], ["what-if", "work 2h"], ["replay", "--check"], ["status"]):
        main(verb)

    assert capsys.readouterr().out
    assert before == Path(Places().history).read_bytes()


def test_broken_settings_do_not_keep_the_record_from_answering(capsys: pytest.CaptureFixture[str]) -> None:
    kept(lately())
    config = Path(Places().config)
    config.mkdir(parents=True)
    (config / "settings.toml").write_text(default_file() + "\n[breaks\n")

    assert 0 == main(["explain"])
    assert "send the slides" in capsys.readouterr().out


def test_replay_that_finds_a_difference_exits_1() -> None:
    told = lately()
    told.record.keep()
    order = told.journal.snapshots[0].order
    told.journal.records = [each for each in told.journal.records if each.n != 9]
    out = io.StringIO()

    assert 1 == replay(typed("replay", "--check"), out, told.journal)
    assert f"{order[0]:%Y-%m-%d %H:%M:%S} UTC doesn't match the records" in out.getvalue()
    assert "Continuing from the latest snapshot gives a different state.\nWhat is shown may be wrong." in out.getvalue()


@pytest.mark.parametrize("count", [1, 2])
def test_replay_says_what_of_it_was_kept_and_is_right_and_what_another_version_wrote(count: int) -> None:
    told = lately()
    told.record.keep()
    for _ in range(count - 1):
        told.work("10m").record.keep()
    before, after = io.StringIO(), io.StringIO()
    assert 0 == replay(typed("replay", "--check"), before, told.journal)
    told.journal.snapshots = [
        Snapshot(each.order, {**each.state, "rules": each.state["rules"] + 1}) for each in told.journal.snapshots
    ]
    assert 0 == replay(typed("replay", "--check"), after, told.journal)

    facts = f"Worked out anew from {len(told.journal.records)} records."
    is_equal, is_passed_over = {
        1: (
            "1 snapshot is exactly what the records before it say.",
            "1 snapshot comes from another version and isn't used.",
        ),
        2: (
            "2 snapshots are exactly what the records before them say.",
            "2 snapshots come from another version and aren't used.",
        ),
    }[count]
    same_end = "Continuing from the latest snapshot gives exactly the same state."
    assert [facts, is_equal, same_end] == before.getvalue().splitlines()
    assert [facts, is_passed_over] == after.getvalue().splitlines()


@pytest.mark.skipif(sys.platform == "win32", reason="a folder that is in use isn't moved there")
def test_where_the_asker_cannot_read_the_history_the_program_answers_from_what_it_has_open(session: Session) -> None:
    session.started()
    session.done("commit", "one")
    assert "\n    1  one " in session.done("explain")
    data = session.folder / "data"
    data.rename(session.folder / "elsewhere")
    data.write_text("not to be read")

    assert "\n    1  one " in session.done("explain")


# What is typed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("walk 15m", c.TakeBreak("walk", timedelta(minutes=15))),
        ("a walk of 15 min", c.TakeBreak("walk", timedelta(minutes=15))),
        ("walk", c.TakeBreak("walk")),
        ("break 10m", c.TakeBreak("rest", timedelta(minutes=10))),
        ("break", c.TakeBreak("rest")),
        ("break walk 1h", c.TakeBreak("walk", timedelta(hours=1))),
        ("lunch", c.TakeBreak("lunch")),
        ("Lunch", c.TakeBreak("lunch")),
        ("walk 15", c.TakeBreak("walk", timedelta(minutes=15))),
        ("walk for half an hour", c.TakeBreak("walk", timedelta(minutes=30))),
        ("break an hour", c.TakeBreak("rest", timedelta(hours=1))),
        ("lunch at 12:30", BreakAt(datetime(2026, 11, 23, 11, 30, tzinfo=UTC), "lunch")),
        ("walk 20m at 3pm", BreakAt(datetime(2026, 11, 23, 14, tzinfo=UTC), "walk", timedelta(minutes=20))),
        ("a walk of 15 min at 13:00", BreakAt(datetime(2026, 11, 23, 12, tzinfo=UTC), "walk", timedelta(minutes=15))),
        ("break at 14", BreakAt(datetime(2026, 11, 23, 13, tzinfo=UTC))),
        ("work 2h", WorkOn(timedelta(hours=2))),
        ("work for 2 h 30 min", WorkOn(timedelta(minutes=150))),
        ("work until 17:00", WorkOn(timedelta(hours=5))),
        ("stop", StopAt()),
        ("stop now", StopAt()),
        ("stop at 17:00", StopAt(datetime(2026, 11, 23, 16, 0, tzinfo=UTC))),
        ("end at 17:00", StopAt(datetime(2026, 11, 23, 16, 0, tzinfo=UTC))),
        ("close 2", c.CloseCommitment(2)),
        ("plan 2", c.PlanCommitment(2, NOON + timedelta(days=1))),
        ("plan 2 tomorrow 10:00", c.PlanCommitment(2, datetime(2026, 11, 24, 9, 0, tzinfo=UTC))),
    ],
)
def test_questions_are_understood_as_people_type_them(text: str, expected: object) -> None:
    assert expected == question(text, NOON, BERLIN)


@pytest.mark.parametrize(
    "text",
    [
        *("", "sleep", "walk a lot", "work", "work 30h", "work until", "stop at", "stop at fri 17:00", "walk 0m"),
        *("walk 25h", "break 25h", "break 10x", "close", "close x", "close ²", "close 1 2", "plan", "plan -1"),
    ],
)
def test_what_is_not_understood_is_wrong_use_and_says_what_would_be_right(text: str) -> None:
    with pytest.raises(UsageError) as problem:
        question(text, NOON, BERLIN)
    assert any(word in str(problem.value) for word in ("such as", "takes", "looks at most", "Write", "lists them"))


@pytest.mark.parametrize(
    "words", [["explain", "--jsn"], ["incidents", "all"], ["replay"], ["replay", "--check", "now"]]
)
def test_other_words_are_wrong_use(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert 2 == main(words)
    assert 1 == len(capsys.readouterr().err.splitlines())
