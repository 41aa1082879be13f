"""Every Python that the package says it runs on begins the program, as far as this machine has them."""

import subprocess
from dataclasses import fields
from pathlib import Path

import pytest

from tests.documents import ROOT
from tests.packages.python_tools import pythons
from tray.core.law.values import Break

_ASKED = """
from dataclasses import fields
from tray.core.law.values import Break, Flows
from tray.core.state.state import State
from tray.core.messages import commands, effects, events, facts
print(*(each.name for each in fields(Break)), len(fields(State)) > 50, Flows.__dataclass_params__.frozen)
"""


@pytest.mark.parametrize(("version", "python"), pythons().items(), ids=pythons())
def test_the_values_of_the_program_are_made_by_every_python(version: str, python: Path) -> None:
    done = subprocess.run(
        [python, "-B", "-c", _ASKED],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (f"{' '.join(each.name for each in fields(Break))} True True\n", "") == (done.stdout, done.stderr), version
