"""Where the stories of looking back take place."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tray.desktop.common.clock import SystemClock

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing runs, nothing of this machine's person is touched, and it is noon in Berlin, on a Monday."""
    for name in ("CONFIG", "DATA", "STATE", "CACHE", "RUNTIME"):
        monkeypatch.setenv(f"BACKPRESSURE_{name}", str(tmp_path / name.lower()))
    monkeypatch.setenv("TZ", "Europe/Berlin")
    monkeypatch.setattr(SystemClock, "wall", lambda _: NOON)
    monkeypatch.delenv("BACKPRESSURE_SETTINGS", raising=False)
    return tmp_path
