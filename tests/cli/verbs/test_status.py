"""``status`` and ``health``, as a person, a status bar or a script asks for them while nothing runs, or wrongly."""

import io
import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import pytest

from tests.cli.every_verb import an_hour_of_work
from tests.cli.session import Session
from tests.cli.typed import typed
from tests.report.people import kept_of_another
from tray.cli.main import main
from tray.cli.terminal import print_json
from tray.cli.verbs.status import status
from tray.core.law.values import Regime
from tray.core.messages.facts import Cause, RegimeBegan

pytestmark = pytest.mark.usefixtures("nowhere")


@pytest.mark.parametrize(
    "words",
    [["--jsn"], ["--format"], ["--json", "--format", "waybar"], ["now"], ["--json", "now"], ["--follow", "now"]],
)
def test_what_status_does_not_take_is_wrong_use(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert 2 == main(["status", *words])
    said = capsys.readouterr()
    assert "" == said.out
    assert "`backpressure status --help` says more" in said.err


@pytest.mark.parametrize("words", [["--format", "wabar"], ["--format", "{presure}"], ["--format={"]])
def test_a_format_that_is_none_is_wrong_use_with_nothing_running_too(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    an_hour_of_work()

    assert 2 == main(["status", *words])
    assert "" == capsys.readouterr().out


@pytest.mark.parametrize("follow", [[], ["--follow"]])
@pytest.mark.parametrize("form", ["waybar", "polybar", "tmux", "{tracking} {percent}%"])
def test_a_bar_gets_what_was_known_last_when_nothing_runs(
    form: str, follow: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    an_hour_of_work()

    assert 3 == main(["status", "--format", form, *follow])
    said = capsys.readouterr()
    assert 1 == len(said.out.splitlines())
    assert "isn't running" in said.err


def test_who_follows_gets_each_line_at_once_and_is_told_when_the_program_ends(
    session: Session, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Bar(io.StringIO):
        """Has the program end as soon as a line is on its way."""

        shown: ClassVar[list[str]] = []

        def write(self, text: str) -> int:
            if not self.getvalue():
                session.done("quit")
            return super().write(text)

        def flush(self) -> None:
            self.shown.append(self.getvalue())

    for name in (name for name in session.environment if name.startswith("BACKPRESSURE_")):
        monkeypatch.setenv(name, session.environment[name])
    session.started()
    bar = Bar()

    assert 3 == status(typed("status", "--follow", "--format", "{level}"), bar)
    assert "Backpressure has ended." in capsys.readouterr().err
    assert ["green\n"] == bar.shown
    assert "green\ngreen\n" == bar.getvalue()


def test_people_are_told_once_that_nothing_runs(capsys: pytest.CaptureFixture[str]) -> None:
    an_hour_of_work()

    assert 3 == main(["status"])
    said = capsys.readouterr()
    assert [] == [line for line in said.out.splitlines() if "none" in line or "nothing is running" in line]
    assert "isn't running" in said.err


def test_nothing_is_tracked_when_nothing_runs(capsys: pytest.CaptureFixture[str]) -> None:
    an_hour_of_work(until=datetime.now(UTC) - timedelta(minutes=30))
    main(["status", "--json"])

    assert "off" == json.loads(capsys.readouterr().out)["tracking"]


@pytest.mark.parametrize("words", [["--jsn"], ["now"], ["--json", "--metrics"]])
def test_wrong_use_of_health_is_no_answer_of_health(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert 64 == main(["health", *words])
    assert "" == capsys.readouterr().out


@pytest.mark.parametrize("words", [[], ["--json"]])
def test_health_of_nothing_that_runs_is_unknown(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert 3 == main(["health", *words])
    said = capsys.readouterr()
    assert "" == said.out
    assert "`backpressure` starts it" in said.err


def test_a_collector_is_told_that_nothing_runs(capsys: pytest.CaptureFixture[str]) -> None:
    assert 3 == main(["health", "--metrics"])
    assert "backpressure_running 0\n# EOF\n" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["\x1b[31m", "\u009b2J", "\u202egnp", "\U0001f468\u200d\U0001f469", "\ue000", "é\x7f"])
def test_json_is_exact_and_harmless_on_a_terminal(text: str) -> None:
    out = io.StringIO()
    print_json({"label": text}, out)

    assert out.getvalue().rstrip("\n").isprintable()
    assert {"label": text} == json.loads(out.getvalue())


def test_status_for_people_leaves_the_words_of_their_language_to_the_program() -> None:
    script = """
import sys
from tray.cli.language import put_in_force
from tray.lib.language.translation import in_force, written
put_in_force({"LANG": "en_US.UTF-8"})
print(in_force(), {"re", "collections", "dataclasses", "tray.lib.language.catalogue_reader"} & set(sys.modules))
print(written().twelve, in_force())
"""
    asked = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert ["en/en_US/en_US set()", "True en/en_US/en_US"] == asked.stdout.splitlines()


def test_status_is_shown_without_the_table_of_all_verbs() -> None:
    script = "import sys; from tray.cli.main import main; main(['status', '--format=waybar']); print(*sys.modules)"
    asked = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert "tray.cli.verbs.status" in asked.stdout
    assert set() == {"tray.cli.verb_table", "tray.cli.help", "argparse", "difflib"} & set(asked.stdout.split())


def test_with_nothing_running_each_machine_is_named_with_its_hours_of_today(
    capsys: pytest.CaptureFixture[str],
) -> None:
    an_hour_of_work()
    now = datetime.now(UTC)
    work = [
        RegimeBegan(now - timedelta(minutes=3), Regime.WORK, Cause.INPUT),
        RegimeBegan(now - timedelta(minutes=1), Regime.REST, Cause.AWAY),
    ]
    kept_of_another(list(work), "other", "desktop")

    assert 3 == main(["status", "--json"])
    assert "desktop" in json.loads(capsys.readouterr().out)["at_machines"]
