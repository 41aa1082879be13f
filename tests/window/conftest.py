"""Qt without a screen, for tests that show widgets; skipped where the toolkit is not installed."""

from importlib import import_module
from importlib.util import find_spec

import pytest

from tests.skip_what_is_not_installed import do_without
from tray.window.pyside_defects import keep_true


@pytest.fixture(scope="session")
def app() -> object:
    """The one application of Qt that a process can have."""
    if find_spec("PySide6") is None:
        do_without("PySide6-Essentials")
    keep_true()
    kind = import_module("PySide6.QtWidgets").QApplication
    application = kind.instance() or kind(["backpressure", "-platform", "offscreen"])
    application.setQuitOnLastWindowClosed(False)
    return application
