"""A hint names the program as this run was called."""

import sys
from pathlib import Path

import pytest

from tray.lib.called_as import called_as, named_as_called

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the paths are those of Unix")


def installed(folder: Path) -> Path:
    folder.mkdir(parents=True)
    script = folder / "backpressure"
    script.write_text("#!/bin/sh\n")
    return script


def called(argv: str, *original: str, path: str = "/nowhere") -> str:
    return called_as("backpressure", "tray", [argv], original=original or ["python", argv], environment={"PATH": path})


def test_a_program_in_the_path_is_called_by_its_name(tmp_path: Path) -> None:
    script = installed(tmp_path / "bin")

    assert "backpressure" == called(str(script), path=f"/nowhere:{tmp_path / 'bin'}")


def test_a_link_in_the_path_is_the_program(tmp_path: Path) -> None:
    script = installed(tmp_path / "venv" / "bin")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "backpressure").symlink_to(script)

    assert "backpressure" == called(str(script), path=str(tmp_path / "bin"))


def test_a_program_outside_the_path_is_called_as_it_was_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(tmp_path / ".venv" / "bin")
    monkeypatch.chdir(tmp_path)

    assert ".venv/bin/backpressure" == called(".venv/bin/backpressure")
    assert "'./my programs/backpressure'" == called("./my programs/backpressure")


def test_another_program_of_that_name_in_the_path_is_not_meant(tmp_path: Path) -> None:
    script = installed(tmp_path / "venv")
    installed(tmp_path / "bin")

    assert str(script) == called(str(script), path=f"{tmp_path / 'bin'}:{tmp_path / 'venv'}")


def test_a_module_is_called_as_python_was(tmp_path: Path) -> None:
    started = f"{tmp_path}/tray/__main__.py"

    assert "python3 -m tray" == called(started, "python3", "-m", "tray", "status")
    assert ".venv/bin/python -m tray" == called(started, ".venv/bin/python", "-m", "tray")


def test_where_nobody_typed_the_command_it_has_its_name() -> None:
    for argv in ("", "-c", "/usr/bin/pytest"):
        assert "backpressure" == called(argv)


def test_only_commands_between_backticks_are_named_so() -> None:
    text = "`backpressure quit` or `backpressure`, but not backpressure or `backpressures`"

    assert "`./b quit` or `./b`, but not backpressure or `backpressures`" == named_as_called(
        text, "backpressure", "./b"
    )
    assert text == named_as_called(text, "backpressure", "backpressure")


def test_a_program_that_is_gone_from_where_it_was_typed_is_not_another_of_its_name(tmp_path: Path) -> None:
    installed(tmp_path / "bin")

    assert "/gone/backpressure" == called("/gone/backpressure", path=str(tmp_path / "bin"))
