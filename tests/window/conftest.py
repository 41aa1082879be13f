"""Qt without a screen, for tests that show widgets; skipped where the toolkit is not installed."""

import os

import pytest

from tests.missing import do_without
from tray.window.pyside_defects import keep_true

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
try:
    from PySide6.QtWidgets import QApplication
except ImportError:
    QApplication = None


@pytest.fixture(scope="session")
def app() -> object:
    """The one application of Qt that a process can have."""
    if QApplication is None:
        do_without("PySide6-Essentials")
    keep_true()
    application = QApplication.instance() or QApplication(["backpressure"])
    application.setQuitOnLastWindowClosed(False)
    return application
