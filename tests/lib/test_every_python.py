"""Every Python that the package says it runs on begins the program, as far as this machine has them."""

import subprocess
from dataclasses import fields
from pathlib import Path

import pytest

from tests.documents import ROOT
from tests.packages.pipx_uv_pip import pythons
from tray.core.law.values import Break

_ASKED = """
from dataclasses import fields
from tray.core.law.values import Break, Flows
from tray.core.state.state import State
from tray.core.messages import commands, effects, events, facts
print(*(each.name for each in fields(Break)), len(fields(State)) > 50, Flows.__dataclass_params__.frozen)
"""
_KEPT = """
import sys
from importlib import import_module
from tray.lib.loading import write_code_file
from tray.lib.loading.write_code_file import keep
from tray.lib.loading.load_code_file import KeptCode, key
write_code_file.usual_day = lambda: {}
names = sys.argv[2:]
sources = {name: import_module(name).__file__ for name in names}
keep(sys.argv[1], key(), sources, {name: [] for name in names})
for name in names:
    del sys.modules[name]
sys.meta_path.insert(0, kept := KeptCode(sys.argv[1]))
made = [import_module(name) for name in names]
loaders = {type(each.__spec__.loader).__name__ for each in made}
print(loaders, made[-1].wrapped("a plum and a pear", 7), kept.fetched > 0)
"""
"""Has code kept, loads it from there, and calls what fetches its code."""


def said_by(python: Path, script: str, *words: str) -> tuple[str, str]:
    """What it says, and what it complains of."""
    done = subprocess.run(
        [python, "-B", "-c", script, *words],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout, done.stderr


@pytest.mark.parametrize(("version", "python"), pythons().items(), ids=pythons())
def test_the_code_of_modules_is_kept_and_shared_by_every_python(version: str, python: Path, tmp_path: Path) -> None:
    names = ("tray.core.law.law", "tray.core.days_and_nights", "tray.lib.text_width")

    found = said_by(python, _KEPT, str(tmp_path / "code"), *names)

    assert ("{'KeptCode'} a plum\nand a\npear True\n", "") == found, version


@pytest.mark.parametrize(("version", "python"), pythons().items(), ids=pythons())
def test_the_values_of_the_program_are_made_by_every_python(version: str, python: Path) -> None:
    expected = f"{' '.join(each.name for each in fields(Break))} True True\n"

    assert (expected, "") == said_by(python, _ASKED), version
