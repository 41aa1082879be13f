"""Where the stories about others take place."""

from tests.cli.conftest import session
from tests.desktop.conftest import desks, pytest_runtest_makereport

__all__ = ["desks", "pytest_runtest_makereport", "session"]
