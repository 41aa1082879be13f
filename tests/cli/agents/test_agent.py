"""Agents that tell how they're doing on the command line: noted, listed, and never failed by it."""

import json
import re
from datetime import timedelta

import pytest

from tests.cli.session import Session
from tests.cli.typed import typed
from tests.cli.verbs.test_decline_and_cut import Terminal
from tests.cli.verbs.test_inquire import Running
from tray.cli.agents.agent import agent
from tray.cli.agents.tell import request
from tray.cli.language import is_for_people
from tray.control import client
from tray.control.command_form import packed
from tray.core.messages.agent_doing import Doing
from tray.core.messages.commands import ReportAgent


def test_what_is_sent_is_what_the_program_unpacks() -> None:
    for expires in (None, timedelta(minutes=20)):
        by_hand = request("claude", "asks", expires)
        assert by_hand == packed(ReportAgent("claude", Doing.ASKS, expires))


def test_a_name_may_be_several_words() -> None:
    line = typed("agent", "asks", "the", "big", "build", "--expires", "1h")

    assert ("agent asks", "the big build", timedelta(hours=1)) == (line.path, line.text, line.value("--expires"))


def test_bars_and_quiet_hooks_load_no_language() -> None:
    assert not is_for_people(["agent", "busy", "claude", "--quiet"])
    assert is_for_people(["agent", "busy", "claude"])


def test_with_nothing_running_the_agent_goes_on(session: Session) -> None:
    came = session.ask("agent", "busy", "claude")
    assert (came.returncode, came.stdout) == (0, "")
    assert "isn't running" in came.stderr

    came = session.ask("agent", "busy", "claude", "--quiet")
    assert (came.returncode, came.stdout, came.stderr) == (0, "", "")


def test_a_person_at_a_terminal_reads_how_the_agents_stand_and_a_quiet_one_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    running, out = Running(), Terminal()
    monkeypatch.setattr(client, "ask", lambda _, verb, arguments, **__: running(verb, arguments))
    for words in (("busy", "make"), ("busy", "tests"), ("asks", "claude"), ("done", "claude", "--quiet")):
        assert agent(typed("agent", *words), out) == 0

    assert out.getvalue() == "1 agent is busy.\n2 agents are busy.\n1 agent is asking.\n"


def test_a_line_that_is_wrong_is_told_by_a_code_that_blocks_no_agent(session: Session) -> None:
    came = session.ask("agent", "buzy", "claude")

    assert came.returncode == 64
    assert "Did you mean busy?" in came.stderr


def test_they_are_listed_who_asks_first_while_it_runs_and_afterwards(session: Session) -> None:
    session.started()
    for words in (("busy", "make"), ("asks", "claude", "--expires", "1h")):
        came = session.ask("agent", *words)
        assert (came.returncode, came.stdout, came.stderr) == (0, "", "")

    rows = json.loads(session.done("agent", "list", "--json"))
    assert [("claude", "asks"), ("make", "busy")] == [(each["name"], each["doing"]) for each in rows]
    assert session.done("agent", "list").startswith("claude asked at ")
    values = json.loads(session.done("status", "--json"))
    assert (values["agents"]["asks"], values["agents"]["busy"]) == (1, 1)
    assert "Agents: 1 agent is asking · 1 agent is busy" in session.done("status")
    explained = json.loads(session.done("explain", "--json"))
    assert ["claude"] == [part["label"] for part in explained["parts"] if part["kind"] == "agent"]
    assert "claude asked at" in session.done("explain")

    session.done("agent", "done", "claude")
    assert "asks" not in session.done("agent", "list")
    session.end_kindly()
    assert re.fullmatch(r"agent-[0-9a-f]{6} has been busy since .+\n", session.done("agent", "list")), (
        "names went with it"
    )
