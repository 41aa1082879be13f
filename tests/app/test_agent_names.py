"""What agents are called is shown to the person while they're there, and is on no record unless that's wanted."""

import json
import stat
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.app.test_loop import Desk, ask, every
from tests.day import MemoryJournal
from tray.app.answer_command_line import Serving
from tray.control import protocol
from tray.core.messages import commands as c
from tray.core.messages.agent_doing import Doing
from tray.core.messages.facts import AgentReported, Switched, to_plain
from tray.settings.defaults.every_setting import Agents, Settings
from tray.store.files.agent_names import SIZE, AgentKey, AgentNames

NAME, OTHER = "canary claude", "canary codex"
KEPT = replace(Settings(), agents=Agents(names=True))
BUSY, ASKS, DONE = Doing.BUSY, Doing.ASKS, Doing.DONE


def says(desk: Desk, name: str, doing: Doing) -> None:
    ask(desk.loop, c.ReportAgent(name, doing))


def asked(desk: Desk, verb: str) -> Any:
    return Serving(desk.loop, lambda: ({}, ())).answer(verb, {})["result"]


def shown(desk: Desk) -> list[str]:
    return [each["name"] for each in asked(desk, protocol.AGENTS)["agents"]]


def reports(journal: MemoryJournal) -> list[AgentReported]:
    return [each.fact for each in journal.facts() if isinstance(each.fact, AgentReported)]


def restarted(desk: Desk, settings: Settings | None = None) -> Desk:
    return Desk(settings, journal=desk.journal, clock=desk.clock)


def test_it_is_listed_and_explained_by_its_name_which_is_on_no_record_and_in_no_notification() -> None:
    desk = Desk().type().run(minutes=48)
    says(desk, NAME, BUSY)
    desk.run(minutes=20)
    says(desk, NAME, ASKS)

    assert [NAME] == shown(desk)
    assert NAME in asked(desk, protocol.AGENTS)["text"]
    assert [NAME] == [each["name"] for each in asked(desk, protocol.STATUS)["values"]["agents"]["known"]]
    explained = asked(desk, protocol.EXPLAIN)["parts"]
    assert [NAME] == [each["label"] for each in explained if each["kind"] == "agent"]
    assert desk.notifier.said, "a break was suggested, at a good moment"
    told = [str(each) for each in (*desk.notifier.said, *desk.loop.problems.values(), *desk.journal.snapshots)]
    told += [face.tooltip for face in desk.tray.faces]  # the last one is kept on disk
    recorded = json.dumps([to_plain(each.fact) for each in desk.journal.facts()])
    assert [] == [each for each in (*told, recorded, repr(desk.loop.context)) if "canary" in each]


def test_after_a_restart_it_has_the_word_that_stands_for_it_until_it_speaks_again() -> None:
    desk = Desk()
    says(desk, NAME, ASKS)
    desk = restarted(desk)
    (word,) = shown(desk)
    says(desk, OTHER, BUSY)
    says(desk, NAME, ASKS)

    assert word.startswith("agent-")
    assert [NAME, OTHER] == shown(desk)
    says(desk, NAME, DONE)
    assert [OTHER] == shown(desk)


def test_what_is_listed_can_be_ended_by_the_word_that_is_shown() -> None:
    desk = Desk()
    says(desk, NAME, ASKS)
    desk = restarted(desk)
    (word,) = shown(desk)
    says(desk, word, DONE)

    assert [] == shown(desk)


@pytest.mark.parametrize("settings", [Settings(), KEPT], ids=["not kept", "kept"])
def test_it_stands_in_the_menu_by_its_name_and_what_is_chosen_there_is_said_of_it(settings: Settings) -> None:
    desk = Desk(settings)
    says(desk, NAME, ASKS)
    desk.run(minutes=1)
    (row,) = [each for each in every(desk.tray.faces[-1].menu) if each.label.startswith(NAME)]
    answered = row.children[0].command
    assert answered is not None
    ask(desk.loop, answered)

    assert [(NAME, "busy")] == [(each["name"], each["doing"]) for each in asked(desk, protocol.AGENTS)["agents"]]
    assert 1 == len({each.name for each in reports(desk.journal)})


@pytest.mark.parametrize(("before", "since"), [(KEPT, Settings()), (Settings(), KEPT)], ids=["kept before", "kept now"])
@pytest.mark.parametrize("doing", Doing)
def test_one_that_is_there_when_the_setting_changes_is_one_agent_still(
    before: Settings, since: Settings, doing: Doing
) -> None:
    desk = Desk(before)
    says(desk, NAME, ASKS)
    earlier = len(reports(desk.journal))
    desk = restarted(desk, since)
    says(desk, NAME, doing)
    says(desk, NAME, BUSY)

    assert [NAME] == shown(desk)
    last = reports(desk.journal)[-1]
    assert (last.name == NAME) == since.agents.names
    clear = [each for each in reports(desk.journal)[earlier:] if each.name == NAME]
    assert since.agents.names or [DONE] == [each.doing for each in clear], "the old record alone is ended by its name"


def test_answering_one_after_another_is_a_switch_whatever_they_are_called() -> None:
    desk = Desk().type().run(minutes=10)
    for doing in (ASKS, BUSY):
        for name in (NAME, OTHER):
            says(desk, name, doing)

    assert 1 == sum(isinstance(each.fact, Switched) for each in desk.journal.facts())


def test_names_of_agents_that_are_gone_are_forgotten() -> None:
    desk = Desk()
    for number in range(5):
        says(desk, f"canary {number}", BUSY)
        desk.run(minutes=31)
    says(desk, NAME, BUSY)

    assert [NAME] == list(desk.loop.context.agent_names.values())


def test_the_word_is_made_with_a_key_that_no_other_machine_has(tmp_path: Path) -> None:
    one, again, other = (AgentNames(AgentKey(str(tmp_path / name)).read) for name in ("one", "one", "other"))

    assert one.stand_in(NAME) == again.stand_in(NAME) != other.stand_in(NAME)
    assert one.stand_in(NAME) != one.stand_in(OTHER)
    assert one.stand_in(NAME) == one.stand_in(one.stand_in(NAME))


def test_a_key_is_private_and_anew_where_it_is_gone_or_broken(tmp_path: Path) -> None:
    path = tmp_path / "state" / "agents.key"
    key = AgentKey(str(path))
    first = key.read()
    path.write_bytes(b"short")
    second = AgentKey(str(path)).read()

    assert SIZE == len(first) == len(second)
    assert first != second == key.read() == path.read_bytes()
    if sys.platform != "win32":
        assert 0o600 == stat.S_IMODE(path.stat().st_mode)


def test_where_none_can_be_kept_it_lasts_as_long_as_the_program(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    key = AgentKey(str(tmp_path / "state" / "agents.key"))

    assert key.read() == key.read()
