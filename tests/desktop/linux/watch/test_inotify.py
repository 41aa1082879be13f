"""More may happen in a folder than the system keeps for whoever watches it."""

import os
from pathlib import Path

import pytest

from tests.desktop.reactor import HandTurnedReactor
from tray.desktop.linux.watch.inotify import Inotify
from tray.errors import DesktopError

KEPT = int(Path("/proc/sys/fs/inotify/max_queued_events").read_text())


def test_when_some_of_what_happened_was_lost_it_is_told_that_anything_may_have(
    tmp_path: Path, reactor: HandTurnedReactor
) -> None:
    told: list[tuple[str | None, str]] = []
    watching = Inotify(reactor, lambda folder, name: told.append((folder, name)))
    watching.watch({str(tmp_path): True})
    paths = [str(tmp_path / name) for name in ("one", "two")]
    for number in range(KEPT + 2):
        # the same of the same file twice in a row would be kept once
        os.close(os.open(paths[number % 2], os.O_CREAT | os.O_WRONLY))
    reactor.run_until(lambda: (None, "") in told)
    watching.close()

    assert (str(tmp_path), "one") == told[0]
    assert 1 == told.count((None, ""))


def test_what_cannot_be_watched_is_named(reactor: HandTurnedReactor) -> None:
    watch, too_long = Inotify(reactor, lambda *_: None), "/" + "x" * 5000
    try:
        with pytest.raises(DesktopError, match="x can't be watched"):
            watch.watch({too_long: False})
        with pytest.raises(DesktopError, match="x can't be watched"):
            watch.watch_opens([too_long])
    finally:
        watch.close()
