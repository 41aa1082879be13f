"""A mistake in the settings changes nothing, whether the program runs when it is made or not."""

from datetime import timedelta
from pathlib import Path

import pytest

from tray.errors import SettingsInvalid
from tray.settings.defaults.every_setting import Settings
from tray.store.files.settings_file import SettingsFile
from tray.store.files.settings_last_good import LastGood


def last_good(folder: Path) -> LastGood:
    return LastGood(SettingsFile(str(folder / "settings.toml")), str(folder / "data" / "settings.last-good.toml"))


def test_settings_that_were_read_hold_while_the_file_has_mistakes(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('[breaks]\nafter = "25m"\n')
    last_good(tmp_path).read()
    file.write_text('[breaks]\nafter = "soon"\n')

    with pytest.raises(SettingsInvalid):
        last_good(tmp_path).read()
    assert timedelta(minutes=25) == last_good(tmp_path).before().breaks.after


def test_without_anything_that_held_before_the_defaults_do(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("breaks = 3\n")

    assert Settings() == last_good(tmp_path).before()


def test_a_home_that_cannot_be_written_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('[breaks]\nafter = "25m"\n')
    (tmp_path / "data").write_text("a file where the folder should be")

    assert timedelta(minutes=25) == last_good(tmp_path).read().breaks.after
