"""``backpressure settings …``, as a person or an editor's plug-in uses it."""

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from tray.cli.verbs.settings import settings
from tray.desktop.editor import Opening
from tray.errors import SettingsInvalid, UsageError
from tray.settings.catalogue.catalogue import Settings
from tray.settings.file.load import load
from tray.settings.file.reference import default_file

BROKEN = '[breaks]\nafter = "3x"\naftr = 1\n'


@dataclass
class Shell:
    """A terminal in which the settings live at ``file``, and an editor that remembers what it was given."""

    file: Path
    opened: list[Opening] = field(default_factory=list)
    code: int | None = None

    def run(self, *words: str, environment: Mapping[str, str] | None = None) -> str:
        """What the command printed."""
        out = io.StringIO()
        variables = {"BACKPRESSURE_SETTINGS": str(self.file), "PATH": "", **(environment or {})}
        self.code = settings(list(words), out, variables, self.opened.append)
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

    assert f"{shell.file}: all is well\n" == shell.run("check")
    assert shell.code == 0


def test_check_says_that_the_defaults_hold_where_there_is_no_file(shell: Shell) -> None:
    assert f"{shell.file} is not there yet: the defaults hold\n" == shell.run("check")
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

    assert f"breaks.after is set in {shell.file}\n" == shell.run("set", "breaks.after", "25m")
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


@pytest.mark.parametrize("words", [[], ["chek"], ["set", "breaks.after"], ["path", "x"], ["check", "a", "b"]])
def test_what_is_not_understood_is_told_with_what_would_be(shell: Shell, words: list[str]) -> None:
    with pytest.raises(UsageError, match=r"check \[FILE\]"):
        shell.run(*words)
