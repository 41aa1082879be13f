"""Where do the stories of looking back take place?"""

from pathlib import Path

import pytest


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing runs, and nothing of this machine's person is touched."""
    for name in ("CONFIG", "DATA", "STATE", "CACHE", "RUNTIME"):
        monkeypatch.setenv(f"BACKPRESSURE_{name}", str(tmp_path / name.lower()))
    monkeypatch.setenv("TZ", "Europe/Berlin")
    monkeypatch.delenv("BACKPRESSURE_SETTINGS", raising=False)
    return tmp_path
