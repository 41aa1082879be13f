"""What is said of a settings file with mistakes."""

import pytest

from tray.errors import Problem
from tray.settings.defaults.every_setting import Settings
from tray.view.tray.settings_mistakes import settings_problems


@pytest.mark.parametrize("folder", ["/home/ada/.config/backpressure/", "C:\\Users\\ada\\backpressure\\", ""])
def test_a_mistake_in_the_settings_begins_with_the_name_of_the_file_and_not_with_its_folders(folder: str) -> None:
    mistake = Problem(f"{folder}settings.toml", 2, "breaks.after", "5s is out of range")
    notice = settings_problems((mistake,), Settings())

    assert "settings.toml:2: breaks.after: 5s is out of range" == notice.body.splitlines()[0]
