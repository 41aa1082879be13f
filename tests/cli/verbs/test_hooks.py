"""``backpressure hooks``: list, test, log, whether the program runs or not."""

import io
import sys
from pathlib import Path

import pytest

from tests.cli.typed import typed
from tray.cli.verbs.hooks import hooks
from tray.errors import SettingsInvalid, UsageError

HOOKS = r"""
[[hooks]]
name = "say"
on = "limit"
run = ["sh", "-c", 'printf "$BACKPRESSURE_HOOK $BACKPRESSURE_EVENT $BACKPRESSURE_LEVEL\n\033[31m"']
when = ["green"]

[[hooks]]
name = "bad"
on = "day_end"
run = ["false"]
timeout = "5s"
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the programs are those of Unix")


class Shell:
    """Somebody who types, in a home of their own."""

    def __init__(self, home: Path, text: str) -> None:
        (home / "config").mkdir(mode=0o755)
        self.file = home / "config" / "settings.toml"
        self.file.write_text(text)
        self.file.chmod(0o644)
        self.environment = {"HOME": str(home), "PATH": "/usr/bin:/bin"}
        self.environment |= {
            f"BACKPRESSURE_{name}": str(home / name.lower()) for name in ("CONFIG", "STATE", "RUNTIME")
        }

    def types(self, *words: str) -> tuple[int, str]:
        out = io.StringIO()
        return hooks(typed("hooks", *words), out, self.environment), out.getvalue()


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path, HOOKS)


def test_the_list_names_each_hook_and_what_became_of_it_last(shell: Shell) -> None:
    shell.types("test", "bad")
    code, said = shell.types()

    assert 0 == code
    assert "say: on limit at green, up to 30s" in said
    assert "never run yet" in said
    assert "bad: on day_end, up to 5s\n    false\n    last: " in said
    assert "bad (day_end): failed with exit code 1" in said


def test_a_test_runs_the_hook_with_its_values_and_shows_what_it_wrote(shell: Shell) -> None:
    assert (0, '    say limit green\n    \ufffd[31m\nHook "say" succeeded.\n') == shell.types("test", "say")


def test_a_test_of_a_hook_that_fails_fails(shell: Shell) -> None:
    assert (1, 'Hook "bad" failed with exit code 1.\n') == shell.types("test", "bad")


def test_the_log_holds_every_run_or_those_of_one_hook(shell: Shell) -> None:
    assert (0, "No hook has run yet.\n") == shell.types("log")
    shell.types("test", "bad")
    shell.types("test", "say")

    assert ["bad", "say"] == [line.split()[2] for line in shell.types("log")[1].splitlines() if line[0] != " "]
    assert "say limit green" not in shell.types("log", "bad")[1]


def test_a_hook_that_writes_much_does_not_bury_the_others_in_the_log(tmp_path: Path) -> None:
    shell = Shell(tmp_path, '[[hooks]]\nname = "much"\non = "day_end"\nrun = ["seq", "1", "100"]\n')
    shell.types("test", "much")
    _, *said = shell.types("log")[1].splitlines()

    assert "    … 88 earlier lines: `backpressure hooks log much`" == said[0]
    assert [f"    {n}" for n in range(89, 101)] == said[1:]
    assert 101 == len(shell.types("log", "much")[1].splitlines())


def test_hooks_of_a_file_that_others_can_write_are_listed_and_not_run(shell: Shell) -> None:
    shell.file.chmod(0o666)
    code, said = shell.types("list")

    assert 1 == code
    assert f"Hooks don't run: everybody can write to {shell.file}" in said
    with pytest.raises(SettingsInvalid, match="everybody can write to"):
        shell.types("test", "say")


def test_a_hook_that_is_not_there_and_words_that_mean_nothing_are_wrong_use(shell: Shell) -> None:
    with pytest.raises(UsageError, match="You have say, bad"):
        shell.types("test", "saw")
    with pytest.raises(UsageError, match=r"hooks takes list, test or log, .*hooks --help"):
        shell.types("dance")


def test_who_has_no_hooks_is_told_where_to_read_of_them(tmp_path: Path) -> None:
    shell = Shell(tmp_path, "")

    assert "There are no hooks." in shell.types()[1]
    with pytest.raises(UsageError, match=r'There is no hook "lock"\. You have none yet'):
        shell.types("test", "lock")
