"""``decline`` and ``cut``, as a person or a script uses them."""

import io
import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest

from tests.cli.typed import typed
from tests.cli.verbs.test_inquire import Running
from tests.day import MONDAY
from tray.cli.verbs.cut import cut
from tray.cli.verbs.decline import decline
from tray.control import client
from tray.control.command_form import packed
from tray.core.messages import commands as c
from tray.desktop.common import clipboard
from tray.store.files.places import Places

pytestmark = pytest.mark.usefixtures("nowhere")


class Terminal(io.StringIO):
    """One in which somebody typed already, and who presses Ctrl-C where ``None`` stands."""

    def __init__(self, *lines: str | None) -> None:
        super().__init__()
        self._lines = list(lines)

    def isatty(self) -> bool:
        return True

    def readline(self, *_: Any) -> str:  # type: ignore[override]
        if not self._lines:
            return ""
        line = self._lines.pop(0)
        if line is None:
            raise KeyboardInterrupt
        return f"{line}\n"


def with_to_dos(*texts: str) -> Running:
    running = Running()
    for text in texts:
        running("command", packed(c.Commit(text)))
    return running


def telling(running: Running) -> Callable[[c.Command], str]:
    return lambda command: str(running("command", packed(command))["said"])


def asked(running: Running, *lines: str | None) -> str:
    out = Terminal()
    assert 0 == cut(typed("cut"), out, running, telling(running), Terminal(*lines))
    return " ".join(out.getvalue().split())


def left(running: Running) -> list[str]:
    return [each.text for each in running.desk.loop.present().commitments]


def test_the_words_alone_go_into_a_pipe() -> None:
    running, out = with_to_dos("slides", "train"), io.StringIO()
    decline(typed("decline"), out, running)

    assert out.getvalue() == (
        "Thank you for asking. I can't take this on now: I've promised 2 things that come first. "
        "I could look at it on Wednesday 25 November. "
        "If that's too late, please ask somebody else, or tell me what it should come before.\n"
    )


def test_on_a_terminal_it_says_what_the_day_rests_on() -> None:
    running, out = with_to_dos("slides"), Terminal()
    decline(typed("decline"), out, running)

    assert "Worked out from 1 open to-do, at one a working day: too few" in out.getvalue().replace("\n", " ")


def test_what_was_promised_is_given_back_by_its_number() -> None:
    running, out = with_to_dos("slides", "train"), io.StringIO()
    decline(typed("decline", "2"), out, running)

    assert out.getvalue().startswith(
        "About \"train\": I won't get to it as soon as I'd hoped, since 1 thing comes first. I could look at it on "
    )


def test_of_what_is_planned_it_says_when_also_if_that_is_today() -> None:
    running, out = with_to_dos("slides"), io.StringIO()
    running("command", packed(c.Commit("tax", MONDAY + timedelta(hours=4))))
    decline(typed("decline", "2"), out, running)

    assert out.getvalue() == (
        'About "tax": I\'ve planned it for Monday 23 November, 13:00. '
        "If that's too late, please ask somebody else, or tell me what it should come before.\n"
    )


def test_the_same_for_a_script() -> None:
    running, out = with_to_dos("slides"), io.StringIO()
    decline(typed("decline", "--json"), out, running)
    values = json.loads(out.getvalue())

    assert (1, 1.0, False) == (values["waiting"], values["pace"], values["pace_learnt"])
    assert values["room"].startswith("2026-11-24T09:00:00")


def test_only_who_asks_for_it_has_it_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []
    monkeypatch.setattr(clipboard, "copy", copied.append)
    running, out = with_to_dos("slides"), io.StringIO()
    decline(typed("decline"), out, running)
    assert [] == copied

    decline(typed("decline", "--copy"), out, running)
    assert [out.getvalue().splitlines()[0]] == copied


def test_who_has_it_copied_reads_that_it_is_and_a_script_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard, "copy", lambda _: None)
    running = with_to_dos("slides")
    said = []
    for words in (["--copy"], ["--copy", "--json"]):
        out = Terminal()
        decline(typed("decline", *words), out, running)
        said.append(out.getvalue())

    assert said[0].endswith("\nIt's on the clipboard.\n")
    assert "clipboard" not in said[1]


def test_each_answer_is_done_at_once() -> None:
    running = with_to_dos("drop me", "hand me over", "plan me", "keep me", "do me", "never asked about")
    text = asked(running, "x", "h", "y", "p", "tomorrow 10:00", "", "d")
    state = running.desk.loop.present()

    assert ["plan me", "keep me", "do me", "never asked about"] == left(running)
    assert [True, False, False, False] == [each.is_planned(state.at) for each in state.commitments]
    assert state.session is not None
    assert "do me" == state.session.label
    assert 'Could you take over "hand me over"? I wouldn\'t get to it before Tuesday 24 November.' in text
    assert "1 more stays as it is." in text


def test_enter_plans_for_the_time_that_is_offered() -> None:
    running = with_to_dos("slides")
    asked(running, "p", "")

    assert running.desk.loop.present().commitments[0].when is not None


@pytest.mark.parametrize("stop", ["q", None])
def test_what_was_answered_stays_done_however_it_is_stopped(stop: str | None) -> None:
    running = with_to_dos("one", "two", "three")
    text = asked(running, "x", stop)

    assert ["two", "three"] == left(running)
    assert "2 more stay as they are." in text


def test_an_end_of_the_input_stops_it_too() -> None:
    running = with_to_dos("one", "two", "three")
    asked(running, "x")

    assert ["two", "three"] == left(running)


def test_an_end_of_the_input_at_the_time_plans_nothing() -> None:
    running = with_to_dos("one", "two")
    text = asked(running, "p")

    assert not any(each.when for each in running.desk.loop.present().commitments)
    assert text.endswith("2 more stay as they are.")


def test_what_nobody_understands_is_asked_again(capsys: pytest.CaptureFixture[str]) -> None:
    running = with_to_dos("one")
    asked(running, "what?", "p", "the day after never", "x")

    assert [] == left(running)
    assert "the day after never" in capsys.readouterr().err


def test_one_that_somebody_else_closed_meanwhile_is_told_and_asked_again(capsys: pytest.CaptureFixture[str]) -> None:
    running = with_to_dos("one", "two")
    listed = running("cut", {})
    running("command", packed(c.CloseCommitment(1)))
    cut(typed("cut"), Terminal(), lambda *_: listed, telling(running), Terminal("x", ""))

    assert ["two"] == left(running)
    assert "no open to-do number 1" in capsys.readouterr().err


def test_where_nobody_can_be_asked_it_is_a_list() -> None:
    running, out = with_to_dos("one", "two"), io.StringIO()
    cut(typed("cut"), out, running, telling(running), Terminal("x", "x"))

    assert ["   1  one  (noted ", "   2  two  (noted "] == [line[:18] for line in out.getvalue().splitlines()]
    assert ["one", "two"] == left(running)


def test_the_same_list_for_a_script() -> None:
    running, out = with_to_dos("one"), Terminal()
    running("command", packed(c.PlanCommitment(1, running.desk.clock.wall() + timedelta(days=30))))
    cut(typed("cut", "--json"), out, running, telling(running), Terminal("x"))
    (row,) = json.loads(out.getvalue())

    assert (1, "one", False) == (row["number"], row["text"], row["overdue"])
    assert 0 < row["points"] < 1.3


def test_with_nothing_to_do_nothing_is_asked() -> None:
    assert "There are no open to-dos." == asked(with_to_dos())


def test_what_is_answered_is_done_by_the_program_that_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    running = with_to_dos("slides", "train")

    def over_the_socket(folder: str, verb: str, arguments: dict[str, Any]) -> Mapping[str, Any]:
        assert Places().serving == folder
        return running(verb, arguments)

    monkeypatch.setattr(client, "ask", over_the_socket)
    out = Terminal()
    assert 0 == cut(typed("cut"), out, running, answers=Terminal("x", "d"))

    assert ["train"] == left(running)
    assert 'Session "train" started.' in out.getvalue()
