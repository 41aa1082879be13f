"""What stands in the place of one of the program's own files makes nothing wait, and keeps nothing from starting."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tray.errors import StoreError
from tray.lib.loading import load_code_file
from tray.lib.private_files import content_of
from tray.store.files import already_running_lock, displays_to_rejoin, last_face
from tray.store.files.agent_names import AgentKey
from tray.store.files.durable_files import write_whole
from tray.store.files.hook_log import HookLog
from tray.store.files.places import Places
from tray.store.files.preset_apply_and_undo import PresetFile
from tray.store.files.report_page_place import page_place
from tray.store.files.settings_file import SettingsFile
from tray.store.files.settings_last_good import LastGood
from tray.store.machines import local_notes

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has none of these"),
    pytest.mark.timeout(20),
]

NOW = datetime(2026, 11, 30, tzinfo=UTC)


def huge(place: Path) -> None:
    place.touch()
    os.truncate(place, 1 << 30)


def link_to_a_pipe(place: Path) -> None:
    os.mkfifo(f"{place}.pipe")
    place.symlink_to(f"{place}.pipe")


STRANGERS: dict[str, Callable[[Path], None]] = {
    "a pipe": os.mkfifo,
    "a folder": Path.mkdir,
    "a link to a pipe": link_to_a_pipe,
    "a link to nothing": lambda place: place.symlink_to(place.with_name("nowhere") / "at all"),
    "a link to itself": lambda place: place.symlink_to(place),
    "a gigabyte": huge,
}


def settings_from_before(place: Path) -> object:
    file = place.with_name("settings.toml")
    file.write_text("breaks.after = '25m'\n")
    last_good = LastGood(SettingsFile(str(file)), str(place))
    assert timedelta(minutes=25) == last_good.read().breaks.after
    return last_good.before()


def the_runs_of_hooks(place: Path) -> object:
    log = HookLog(str(place))
    log.add({"at": NOW.isoformat()})
    log.forget(NOW, None)
    return log.runs()


def the_holder(place: Path) -> object:
    folder = place.with_name("held")
    folder.mkdir()
    place.rename(folder / "running.json")
    return already_running_lock.holder_of(str(folder))


READERS: dict[str, Callable[[Path], object]] = {
    "settings from before": settings_from_before,
    "displays": lambda place: displays_to_rejoin.kept(str(place)),
    "other machines": lambda place: local_notes.load(str(place)),
    "the last face": lambda place: last_face.take(str(place), last_face.Origin(str(place), str(place), {}), NOW),
    "the key of agents": lambda place: AgentKey(str(place)).read(),
    "the last preset": lambda place: PresetFile(SettingsFile(f"{place}.toml"), str(place)).plan_back(),
    "runs of hooks": the_runs_of_hooks,
    "who holds the lock": the_holder,
    "kept code": lambda place: load_code_file.KeptCode(str(place)),
    "folders of the person": lambda place: (
        place.rename(place.with_name("user-dirs.dirs")),
        page_place(Places({"HOME": str(place.parent), "XDG_CONFIG_HOME": str(place.parent), "XDG_CACHE_HOME": ""})),
    ),
}


@pytest.mark.parametrize("stranger", STRANGERS.values(), ids=STRANGERS)
@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_nothing_waits_for_it_or_falls_over_it(
    tmp_path: Path, stranger: Callable[[Path], None], read: Callable[[Path], object]
) -> None:
    place = tmp_path / "place"
    stranger(place)

    with suppress(StoreError):
        read(place)


@pytest.mark.parametrize("stranger", STRANGERS.values(), ids=STRANGERS)
def test_it_is_no_content(tmp_path: Path, stranger: Callable[[Path], None]) -> None:
    stranger(tmp_path / "place")

    with pytest.raises(OSError, match="place"):
        content_of(str(tmp_path / "place"))


@pytest.mark.parametrize("linked", [False, True], ids=["itself", "by a link"])
def test_a_pipe_or_a_device_is_never_replaced_by_a_file(tmp_path: Path, linked: bool) -> None:
    """The administrator could: /dev/null would be gone for everybody."""
    place = tmp_path / "place"
    os.mkfifo(place)
    named = tmp_path / "link" if linked else place
    if linked:
        named.symlink_to(place)

    with pytest.raises(StoreError):
        write_whole(str(named), b"")
    assert place.is_fifo()
