"""The places are those that people expect."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tray.errors import StoreError
from tray.store.files.places import Places

linux = pytest.mark.skipif(sys.platform != "linux", reason="compares the short way that only Linux takes")

ENVIRONMENTS = [
    {},
    {"XDG_CONFIG_HOME": "/c", "XDG_DATA_HOME": "/d", "XDG_CACHE_HOME": "/e", "XDG_STATE_HOME": "/s"},
    {"XDG_CONFIG_HOME": "relative", "XDG_DATA_HOME": "", "XDG_STATE_HOME": "/with space"},
]


@linux
@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_the_short_way_leads_where_platformdirs_leads(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import platformdirs

    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.delenv(f"XDG_{name}_HOME", raising=False)
        monkeypatch.delenv(f"BACKPRESSURE_{name}", raising=False)
    monkeypatch.setenv("HOME", "/srv/someone")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    expected = platformdirs.PlatformDirs("backpressure", appauthor=False)
    places = Places()

    assert expected.user_config_dir == places.config
    assert expected.user_data_dir == places.data
    assert expected.user_cache_dir == places.cache
    assert expected.user_state_dir == places.state


@linux
def test_the_session_folder_is_used_when_it_is_ones_own(tmp_path: Path) -> None:
    session = tmp_path / "session"
    session.mkdir(mode=0o700)

    assert Places({"XDG_RUNTIME_DIR": str(session)}).runtime == f"{session}/backpressure"


@linux
def test_a_session_folder_that_is_missing_shared_or_relative_is_passed_over(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)

    for given in ("", "relative", str(tmp_path / "missing"), str(shared), str(tmp_path / ("x" * 300))):
        assert str(tmp_path) not in Places({"XDG_RUNTIME_DIR": given, "TMPDIR": "/tmp"}).runtime


@linux
def test_without_a_session_the_folder_carries_the_user_in_its_name(tmp_path: Path) -> None:
    found = Places({"TMPDIR": str(tmp_path)}).runtime

    assert found in (f"{tmp_path}/backpressure-{os.getuid()}", f"/run/user/{os.getuid()}/backpressure")


@linux
@pytest.mark.parametrize("plant", [Path.touch, os.mkfifo, lambda place: place.symlink_to("/nowhere")])
def test_whoever_takes_the_name_for_the_socket_first_keeps_no_program_from_starting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plant: Callable[[Path], None]
) -> None:
    """Where all may write, such as in /tmp, another user may have; the state is the person's own."""
    monkeypatch.setattr(os, "getuid", lambda: 12345)  # who has no session here
    plant(tmp_path / "backpressure-12345")

    assert (
        f"{tmp_path}/state/run" == Places({"TMPDIR": str(tmp_path), "BACKPRESSURE_STATE": f"{tmp_path}/state"}).runtime
    )


@linux
@pytest.mark.skipif(sys.platform == "win32" or os.getuid() != 0, reason="only root can give a file away")
def test_a_folder_of_another_user_is_no_place_for_the_socket(tmp_path: Path) -> None:
    theirs = tmp_path / "session" / "backpressure"
    theirs.mkdir(0o700, parents=True)
    os.chown(theirs, 65534, 65534)
    environment = {"XDG_RUNTIME_DIR": str(theirs.parent), "BACKPRESSURE_STATE": f"{tmp_path}/state"}

    assert f"{tmp_path}/state/run" == Places(environment).runtime


def test_each_folder_can_be_overruled() -> None:
    places = Places({f"BACKPRESSURE_{name}": f"/x/{name}" for name in ("CONFIG", "DATA", "CACHE", "STATE", "RUNTIME")})

    assert places.settings_file == "/x/CONFIG/settings.toml"
    assert places.history == "/x/DATA/history.sqlite3"
    assert places.cache == "/x/CACHE"
    assert places.log == "/x/STATE/backpressure.log"
    assert places.runtime == "/x/RUNTIME"


def test_a_relative_override_is_meant_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert Places({"BACKPRESSURE_DATA": "here"}).data == str(tmp_path / "here")


def test_without_a_home_it_says_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)

    with pytest.raises(StoreError, match="BACKPRESSURE_CONFIG"):
        _ = Places({}).config


def test_asking_for_places_imports_nothing_heavy() -> None:
    script = "import sys, tray.store.files.places as places; places.Places().runtime; print(*sys.modules)"

    found = subprocess.run([sys.executable, "-S", "-c", script], capture_output=True, text=True, check=True)

    assert set() == set(found.stdout.split()) & {"pathlib", "platformdirs", "typing", "re", "dataclasses"}
