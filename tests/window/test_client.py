"""What the window asks of the program, and what it works out itself."""

from collections.abc import Mapping
from typing import Any

import pytest

pytest.importorskip("PySide6")
pytestmark = pytest.mark.usefixtures("app")

from tray.control import client as control  # noqa: E402
from tray.control.protocol import AS_OF, EXPLAIN  # noqa: E402
from tray.errors import NotRunning  # noqa: E402
from tray.history import known_while_not_running  # noqa: E402
from tray.window.client import Client  # noqa: E402

READ = {"parts": ["read from the files"]}


def explained(monkeypatch: pytest.MonkeyPatch, answer: Mapping[str, Any] | NotRunning) -> tuple[list[Any], list[str]]:
    """What comes of asking a program that answers so: what is shown, and why there is nothing to show."""

    def ask(folder: str, verb: str, arguments: Mapping[str, Any], **_: float) -> Mapping[str, Any]:
        assert ("/run/ours", EXPLAIN, {}) == (folder, verb, arguments)
        if isinstance(answer, NotRunning):
            raise answer
        return answer

    def read(verb: str, arguments: Mapping[str, Any], places: Mapping[str, Any], _: object) -> Mapping[str, Any]:
        assert (EXPLAIN, {}, answer) == (verb, arguments, places)
        return READ

    monkeypatch.setattr(control, "ask", ask)
    monkeypatch.setattr(known_while_not_running, "answered_as_of", read)
    shown: list[Any] = []
    failed: list[str] = []
    client = Client("/run/ours")
    client.explain(shown.append, failed.append)
    client.finish()
    client._ask_on()
    return shown, failed


def test_where_the_pressure_comes_from_is_shown_as_the_program_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ([{"parts": []}], []) == explained(monkeypatch, {"parts": []})


def test_weeks_of_it_are_read_here_where_the_program_says_as_of_when(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = {AS_OF: "2026-11-23T08:00:00+00:00", "files": {}}

    assert ([READ], []) == explained(monkeypatch, answer)


def test_why_it_cannot_be_told_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ([], ["No Backpressure runs."]) == explained(monkeypatch, NotRunning("No Backpressure runs."))
