"""What the hooks of coding agents come to, and that nothing of what they say goes farther."""

import io
import json
from typing import Any

import pytest

from tests.cli.agents.samples import CLAUDE, CODEX, SECRET, SESSION
from tests.cli.typed import typed
from tray.cli.agents import hook
from tray.cli.main import main

Told = list[tuple[str, str]]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """What was passed on."""
    passed: Told = []

    def tell(*said: Any, quiet: bool) -> str:
        assert quiet in (False, True)
        passed.append(said[:2])
        return ""

    monkeypatch.setattr(hook, "tell", tell)
    return passed


def said(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode("utf-8", "surrogateescape"))))


@pytest.mark.parametrize(("event", "doing"), CLAUDE.values(), ids=CLAUDE)
def test_claude_code_on_the_standard_input(
    event: dict[str, Any], doing: str | None, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    said(monkeypatch, json.dumps(event))

    assert hook.hook(typed("agent", "hook", "claude")) == 0

    assert told == ([("claude 3a4c", doing)] if doing else [])


def test_it_is_typed_as_every_other_verb(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    event, doing = next(each for each in CLAUDE.values() if each[1])
    said(monkeypatch, json.dumps(event))

    assert main(["agent", "hook", "claude"]) == 0
    assert told == [("claude 3a4c", doing)]


@pytest.mark.parametrize(("event", "doing"), CODEX.values(), ids=CODEX)
def test_codex_as_the_last_word(event: dict[str, Any], doing: str, told: Told) -> None:
    assert hook.hook(typed("agent", "hook", "codex", json.dumps(event))) == 0

    assert told == [("codex 3a4c", doing)]


def test_the_folder_is_named_only_if_the_person_wants_it_and_no_path_ever(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    said(monkeypatch, json.dumps(CLAUDE["a prompt"][0]))
    hook.hook(typed("agent", "hook", "claude", "--folder"))

    assert told == [("claude billing 3a4c", "busy")]
    assert SECRET not in str(told)
    assert SESSION not in str(told)


@pytest.mark.parametrize(
    "text", ["", "no JSON", "[]", "1", "{", "[" * 100_000, '{"hook_event_name": 5}', '{"hook_event_name": ["Stop"]}']
)
def test_what_is_no_event_fails_no_agent(
    text: str, told: Told, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said(monkeypatch, text)

    assert hook.hook(typed("agent", "hook", "claude")) == 0
    assert hook.hook(typed("agent", "hook", "claude", "--quiet")) == 0

    assert told == []
    assert capsys.readouterr().out == ""


def test_hostile_values_make_no_name() -> None:
    assert hook.named("claude", {"session_id": 5, "cwd": ["/"]}, folder=True) == "claude"
    assert hook.named("claude", {"session_id": "../../x", "cwd": "/"}, folder=True) == "claude x"
    assert hook.named("claude", {"session_id": "", "cwd": "C:\\work\\api\\"}, folder=True) == "claude api"
