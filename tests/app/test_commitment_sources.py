"""Commitments that are kept elsewhere, from the settings file to the number."""

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.app.test_loop import Desk
from tests.desktop.reactor import HandTurnedReactor
from tray.app.commitment_sources import CommitmentSources
from tray.settings.defaults.every_setting import Elsewhere, Settings
from tray.store.files.settings_trust import distrust

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the reactor of the tests waits as Linux does")


def test_what_the_settings_name_is_counted_and_what_they_name_no_longer_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / "todo.txt").write_text("one\ntwo\n")
    desk, reactor = Desk(), HandTurnedReactor()
    sources = CommitmentSources(desk.loop, reactor, lambda: None, {**os.environ, "HOME": str(tmp_path)}, print)
    sources.apply(replace(Settings(), commitments=Elsewhere(files=("~/todo.txt",))))
    reactor.run_until(lambda: reactor.posted)
    desk.loop.take(reactor.posted.pop())
    assert 2 == desk.loop.present().unplanned
    sources.apply(Settings())
    desk.loop.take(reactor.posted.pop())

    assert 0 == desk.loop.present().unplanned


def test_the_command_of_a_file_that_others_can_write_is_not_run(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("")
    file.chmod(0o666)
    desk, reactor = Desk(), HandTurnedReactor()
    sources = CommitmentSources(desk.loop, reactor, lambda: distrust(str(file)), os.environ, print)
    sources.apply(replace(Settings(), commitments=Elsewhere(command=("printf", "4"))))
    sources.close()

    assert "doesn't run" in desk.loop.problems["commitments"]
