"""``backpressure settings …``, as a person or an editor's plug-in uses it."""

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.typed import typed
from tray.cli.verbs.settings import settings
from tray.desktop.editor import Opening
from tray.errors import SettingsInvalid, UsageError
from tray.settings.defaults.every_setting import Settings
from tray.settings.defaults.presets import PRESETS
from tray.settings.file.default_file_and_tables import default_file
from tray.settings.file.load_or_list_mistakes import load

BROKEN = '[breaks]\nafter = "3x"\naftr = 1\n'


@dataclass
class Shell:
    """A terminal in which the settings live at ``file``, and an editor that remembers what it was given."""

    file: Path
    opened: list[Opening] = field(default_factory=list)
    code: int | None = None

    def run(
        self,
        *words: str,
        environment: Mapping[str, str] | None = None,
        answers: io.StringIO | None = None,
        out: io.StringIO | None = None,
    ) -> str:
        """What the command printed."""
        out = out or io.StringIO()
        state = str(self.file.with_name("state"))
        variables = {"BACKPRESSURE_SETTINGS": str(self.file), "BACKPRESSURE_STATE": state, "PATH": ""}
        variables |= environment or {}
        self.code = settings(typed("settings", *words), out, variables, self.opened.append, answers)
        return out.getvalue()


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path / "settings.toml")


def test_path_prints_the_absolute_path_and_nothing_else(shell: Shell) -> None:
    assert f"{shell.file}\n" == shell.run("path")
    assert not shell.file.exists()


def test_default_prints_the_commented_file(shell: Shell) -> None:
    assert default_file() == shell.run("default")


def test_schema_prints_json(shell: Shell) -> None:
    assert "breaks" in json.loads(shell.run("schema"))["properties"]


def test_check_says_that_all_is_well(shell: Shell) -> None:
    shell.file.write_text("[breaks]\n")

    assert f"{shell.file} has no mistakes.\n" == shell.run("check")
    assert shell.code == 0


def test_check_says_that_the_defaults_hold_where_there_is_no_file(shell: Shell) -> None:
    assert f"{shell.file} isn't there yet, so the defaults apply.\n" == shell.run("check")
    assert shell.code == 0


def test_check_prints_every_problem_one_a_line(shell: Shell) -> None:
    shell.file.write_text(BROKEN)

    printed = shell.run("check")

    assert [
        f'{shell.file}:2: breaks.after: "3x" is not a duration such as "50m"',
        f'{shell.file}:3: breaks.aftr: there is no such setting; did you mean "after"?',
    ] == printed.splitlines()
    assert shell.code == 2


def test_check_takes_another_file(shell: Shell, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text("[law]\noff_tau1 = '60h'\n")

    assert shell.run("check", str(other)).startswith(f"{other}:2: law.off_tau1: ")
    assert shell.code == 2
    assert f"{tmp_path}/nowhere.toml: there is no such file\n" == shell.run("check", f"{tmp_path}/nowhere.toml")
    assert shell.code == 2
    assert "this is a folder" in shell.run("check", str(tmp_path))
    assert shell.code == 2


def test_set_changes_one_value(shell: Shell) -> None:
    shell.file.write_text("# mine\n")

    assert f"breaks.after is set in {shell.file}.\n" == shell.run("set", "breaks.after", "25m")
    assert '# mine\n\n[breaks]\nafter = "25m"\n' == shell.file.read_text()


def test_set_refuses_what_will_not_do(shell: Shell) -> None:
    with pytest.raises(UsageError, match='did you mean "breaks'):
        shell.run("set", "breaks.aftr", "25m")
    shell.file.write_text(BROKEN)
    with pytest.raises(SettingsInvalid):
        shell.run("set", "icon.number", "true")

    assert BROKEN == shell.file.read_text()


def test_show_prints_settings_that_load_to_the_same(shell: Shell) -> None:
    assert Settings() == load(shell.run("show"), "shown")
    shell.file.write_text('breaks.after = "25m"')

    assert timedelta(minutes=25) == load(shell.run("show"), "shown").breaks.after


@pytest.mark.parametrize(
    ("only", "shown"),
    [
        ("limits.day", '[limits]\nday = "7h"  # by default "8h"\n'),
        ("language", 'language = "pl"  # by default ""\n'),
        ("notifications", "[notifications]\n"),
        ("hooks", ""),
    ],
)
def test_show_keeps_to_a_section_or_a_setting(shell: Shell, only: str, shown: str) -> None:
    shell.file.write_text('language = "pl"\nlimits.day = "7h"\n')

    part = shell.run("show", only)
    assert part.startswith(shown)
    assert part.count("[") <= 1 + part.count("= [")
    assert set(part.splitlines()) <= set(shell.run("show").splitlines())


def test_show_says_what_may_have_been_meant(shell: Shell) -> None:
    with pytest.raises(UsageError, match=r"did you mean \"limits.day\""):
        shell.run("show", "limit.day")


def test_edit_writes_the_default_file_first_and_opens_it(shell: Shell, tmp_path: Path) -> None:
    editor = tmp_path / "my editor"
    editor.touch(0o755)

    printed = shell.run("edit", environment={"VISUAL": f"'{editor}' --wait"})

    assert default_file() == shell.file.read_text()
    assert [Opening((str(editor), "--wait", str(shell.file)), waits=False)] == shell.opened
    assert str(shell.file) in printed


def test_edit_leaves_a_file_that_is_there_as_it_is_even_when_it_is_broken(shell: Shell, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.touch(0o755)
    shell.file.write_text(BROKEN)

    shell.run("edit", environment={"EDITOR": str(editor)})

    assert BROKEN == shell.file.read_text()
    assert len(shell.opened) == 1


@pytest.mark.parametrize(
    ("text", "says", "code"), [("[breaks]\n", "has no mistakes", 0), (BROKEN, '"3x" is not a duration', 2)]
)
def test_who_leaves_an_editor_in_the_terminal_is_told_what_is_wrong_with_the_file(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, says: str, code: int
) -> None:
    editor = tmp_path / "editor"
    editor.touch(0o755)
    shell.file.write_text(text)
    monkeypatch.setattr("sys.stdin", Terminal())

    printed = shell.run("edit", environment={"EDITOR": str(editor)}, out=Terminal())

    assert [Opening((str(editor), str(shell.file)), waits=True)] == shell.opened
    assert says in printed
    assert "is being opened" not in printed
    assert code == shell.code


@pytest.mark.parametrize("words", [[], ["chek"], ["set", "breaks.after"], ["path", "x"], ["check", "a", "b"]])
def test_what_is_not_understood_is_told_with_what_would_be(shell: Shell, words: list[str]) -> None:
    with pytest.raises(UsageError, match=r"settings .*takes .*such as|path takes no words"):
        shell.run(*words)


class Terminal(io.StringIO):
    """Somebody who answers."""

    def isatty(self) -> bool:
        return True


def test_presets_are_listed_with_a_sentence_each_and_those_in_force(shell: Shell) -> None:
    listed = shell.run("preset").splitlines()

    assert listed[0].startswith("balanced  As installed: ")
    assert [preset.name for preset in PRESETS] == [line.split()[0] for line in listed[: len(PRESETS)]]
    assert "In force: balanced." == listed[-1]
    shell.file.write_text('[breaks]\nafter = "31m"\n')
    assert "None of them is in force." == shell.run("preset").splitlines()[-1]


def test_a_preset_is_shown_and_written_after_a_yes(shell: Shell) -> None:
    shell.file.write_text("# mine\n")

    printed = shell.run("preset", "gentle", answers=Terminal("yes\n"))

    assert [
        f"gentle changes this in {shell.file}:",
        '  breaks.again: ["10m", "15m", "20m"] → []',
        'Type "yes" to go on: gentle is in force. To undo it: `backpressure settings preset --undo`.',
    ] == printed.splitlines()
    assert "# mine\n\n[breaks]\nagain = []\n" == shell.file.read_text()
    assert shell.code == 0


def test_a_preset_is_not_written_without_a_yes(shell: Shell) -> None:
    shell.file.write_text("# mine\n")

    assert shell.run("preset", "gentle", answers=Terminal("no\n")).endswith("Nothing was changed.\n")
    assert shell.code == 1
    with pytest.raises(UsageError, match="needs --yes"):
        shell.run("preset", "gentle", answers=io.StringIO("yes\n"))
    assert "# mine\n" == shell.file.read_text()


def test_a_preset_is_taken_back(shell: Shell) -> None:
    shell.file.write_text("# mine\n")
    shell.run("preset", "--yes", "gentle")

    printed = shell.run("preset", "--undo", answers=Terminal("yes\n"))

    assert '  breaks.again: [] → ["10m", "15m", "20m"]' in printed.splitlines()
    assert printed.endswith("gentle was undone.\n")
    assert "# mine\n" == shell.file.read_text()


def test_a_preset_in_force_changes_nothing(shell: Shell) -> None:
    assert "balanced is in force already. Nothing was changed.\n" == shell.run("preset", "balanced")
    assert not shell.file.exists()


@pytest.mark.parametrize("words", [["gentle", "free"], ["gentle", "--undo"], ["--all"], ["gentel"]])
def test_a_preset_that_is_not_understood_is_refused(shell: Shell, words: list[str]) -> None:
    with pytest.raises(UsageError, match="preset"):
        shell.run("preset", *words)
