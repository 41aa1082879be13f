"""Every shell completes what the verbs are declared to take; the shells themselves are asked."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.desktop.conftest import require
from tray.cli.main import main
from tray.cli.verb_table import VERBS

pytestmark = pytest.mark.usefixtures("nowhere")

ASK = {
    "bash": """
        compopt() { :; }
        eval "$(cat "$SCRIPT")"
        read -ra COMP_WORDS <<<"$LINE"
        [[ $LINE == *" " ]] && COMP_WORDS+=("")
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _backpressure
        printf '%s\\n' "${COMPREPLY[@]}"
    """,
    "zsh": """
        compdef() { :; }
        _files() { ls; }
        _describe() { printf '%s\\n' ${(P)2}; }
        eval "$(cat "$SCRIPT")"
        words=(${(z)LINE})
        [[ $LINE == *" " ]] && words+=("")
        CURRENT=${#words}
        _backpressure
    """,
    "fish": 'source $SCRIPT; complete -C "$LINE"',
}
"""How each shell is asked what it would complete in ``$LINE``; zsh says all that there is, whatever was begun."""

SHELLS = ["bash", *(pytest.param(shell, marks=pytest.mark.desktop) for shell in ("zsh", "fish"))]
"""Those that not every machine has are installed with the desktops."""

EXPECTED = [
    ("backpressure ", {"status", "end-day"}),
    ("backpressure --", {"--demo", "--no-tray"}),
    ("backpressure com", {"commit", "commitments", "completion"}),
    ("backpressure start --load ", {"light", "normal", "pressed"}),
    ("backpressure start report --", {"--estimate", "--by-hand"}),
    ("backpressure status --format ", {"waybar", "i3blocks"}),
    ("backpressure was ", {"work", "walk", "rest"}),
    ("backpressure settings ", {"path", "set"}),
    ("backpressure settings set breaks.", {"breaks.after", "breaks.per_hour"}),
    ("backpressure settings check ", {"life.toml"}),
    ("backpressure simulate --preset ", {"healthy", "crunch"}),
    ("backpressure close ", {"7"}),
    ("backpressure help sim", {"simulate"}),
    ("backpressure help stat", {"status", "status-bars"}),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file, and a program in the path that says that commitment 7 is open."""
    (tmp_path / "life.toml").touch()
    program = tmp_path / "bin" / "backpressure"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\necho '   7  answer Ada  (2026)'\n")
    program.chmod(0o755)
    return tmp_path


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(("line", "expected"), EXPECTED)
def test_a_shell_completes(
    shell: str, line: str, expected: set[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    require(shell)
    assert 0 == main(["completion", shell])
    (folder / "script").write_text(capsys.readouterr().out)
    environment = {"PATH": f"{folder}/bin:{os.environ['PATH']}", "SCRIPT": str(folder / "script"), "LINE": line}
    asked = subprocess.run(
        [shell, "-c", ASK[shell]],
        env=environment | {"HOME": str(folder)},
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    offered = {each.replace("\t", ":").partition(":")[0] for each in asked.stdout.splitlines()}

    assert expected - offered == set(), asked.stderr
    if shell != "zsh":
        assert all(each.startswith(line.rpartition(" ")[2]) for each in offered)


@pytest.mark.parametrize("shell", ASK)
def test_every_verb_and_option_is_in_every_script(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["completion", shell])
    script = capsys.readouterr().out

    for verb in VERBS.values():
        for option in verb.options:
            assert (f"-l {option.name[2:]}" if shell == "fish" else option.name) in script


@pytest.mark.parametrize("words", [[], ["tcsh"], ["bash", "zsh"]])
def test_a_shell_that_is_not_known_is_wrong_use(words: list[str]) -> None:
    assert 2 == main(["completion", *words])
