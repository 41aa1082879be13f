"""Where the stories of looking back take place."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.conftest import away_from_home
from tray.desktop.common.clock import SystemClock

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is noon in Berlin, on a Monday."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    monkeypatch.setattr(SystemClock, "wall", lambda _: NOON)


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing runs, nothing of this machine's person is touched, and it is noon in Berlin, on a Monday."""
    at_noon(monkeypatch)
    return away_from_home(tmp_path, monkeypatch)
