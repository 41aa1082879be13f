"""What holds for all tests? Property tests give the same examples on every run of CI, and never fail for slowness.

Tests that try something many times say how often, and that is printed below the results; ``tests/run`` gathers it
from all its parts by BACKPRESSURE_COUNTED, the name of a file.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tray.lib.language.translation import speak

settings.register_profile("ci", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("here", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "here")

# What is said is English, wherever the tests run; those of other languages say which.
for _name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LC_TIME", "LC_NUMERIC"):
    os.environ.pop(_name, None)
os.environ["LANG"] = "C.UTF-8"

_COUNTS = pytest.StashKey[list[str]]()


@pytest.fixture
def counted(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Takes one line about how often something was tried, and what came of it."""
    return request.config.stash.setdefault(_COUNTS, []).append


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    """A language that a test puts in force ends with it."""
    yield
    speak(None)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the lines."""
    if counts := terminalreporter.config.stash.get(_COUNTS, []):
        terminalreporter.write_sep("=", "how often it was tried")
        for line in counts:
            terminalreporter.write_line(line)
        if kept := os.environ.get("BACKPRESSURE_COUNTED"):
            with Path(kept).open("a", encoding="utf-8") as file:
                file.writelines(f"{line}\n" for line in counts)
