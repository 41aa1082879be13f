"""Where the stories about others take place."""

from tests.cli.conftest import nowhere, session
from tests.desktop.conftest import desks, pytest_runtest_makereport

__all__ = ["desks", "nowhere", "pytest_runtest_makereport", "session"]
