"""People read their language, and machines and bars English, for which nothing is loaded."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.session import PLACES
from tray.cli.language import is_for_people, setting


def alone(folder: Path) -> dict[str, str]:
    """An environment in which nothing runs, and nothing of this machine's person is touched."""
    places = {f"BACKPRESSURE_{name}": str(folder / name.lower()) for name in PLACES}
    return {**os.environ, **places}


@pytest.mark.parametrize(
    "typed", ["health", "health --metrics", "status --json", "status --format x", "status --format=x", "--version"]
)
def test_what_machines_read_is_english(typed: str) -> None:
    assert not is_for_people(typed.split())


@pytest.mark.parametrize("typed", ["", "status", "status --follow", "explain", "break tea", "--help", "no-such-verb"])
def test_what_people_read_is_in_their_language(typed: str) -> None:
    assert is_for_people(typed.split())


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ('language = "de"\n', "de"),
        ("language='pt_BR' # mine\n[breaks]", "pt_BR"),
        ('"language" = "de"\n', "de"),
        ('\ufeff language = "de"\r\n', "de"),
        ('# language = "de"\n', ""),
        ('[breaks]\nlanguage = "de"\n', ""),
        ("language = 3", ""),
        ("", ""),
    ],
)
def test_the_setting_is_found_without_a_parser(text: str, language: str, tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(text, encoding="utf-8", newline="")

    assert language == setting({"BACKPRESSURE_SETTINGS": str(file)})


def test_a_file_that_is_not_there_or_is_no_file_sets_nothing(tmp_path: Path) -> None:
    assert "" == setting({"BACKPRESSURE_SETTINGS": str(tmp_path / "none")})
    assert "" == setting({"BACKPRESSURE_SETTINGS": str(tmp_path)})


def test_bars_load_nothing_of_languages(tmp_path: Path) -> None:
    program = """
import sys
from tray.cli.main import main
main(["status", "--format", "{level}"])
main(["health"])
print(*sorted({"tray.lib.language.catalogue_reader", "gettext"} & set(sys.modules)))
"""
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=alone(tmp_path)
    )

    assert "" == loaded.stdout.splitlines()[-1]
