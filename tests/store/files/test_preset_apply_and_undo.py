"""A preset is put into the person's file and taken back, byte for byte, and never over what they changed meanwhile."""

import os
import stat
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.settings.files import settings_texts
from tests.settings.problems import told
from tray.errors import SettingsInvalid, StoreError
from tray.settings.defaults.presets import PRESETS
from tray.store.files.preset_apply_and_undo import PresetFile
from tray.store.files.settings_file import SettingsFile

MINE = b'\xef\xbb\xbf# mine\r\n[breaks]\r\nafter = "45m"  # long\r\n\r\n# the end'


class Home:
    """A settings file, and the folder that the program has for itself."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "config" / "settings.toml"
        self.note = folder / "state" / "preset-undo.json"
        self.file.parent.mkdir()

    @property
    def presets(self) -> PresetFile:
        return PresetFile(SettingsFile(str(self.file)), str(self.note))

    def put(self, name: str) -> None:
        self.presets.apply(self.presets.plan(name))

    def back(self) -> None:
        self.presets.take_back(self.presets.plan_back())


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@settings(max_examples=100, deadline=None)
@given(settings_texts(), st.sampled_from(PRESETS))
def test_taking_a_preset_back_gives_the_bytes_of_before(text: str, preset: object) -> None:
    assume(not told(text))
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        home.file.write_bytes(text.encode())
        name = preset.name  # type: ignore[attr-defined]
        plan = home.presets.plan(name)
        home.presets.apply(plan)
        assert [] == told(home.file.read_bytes())
        if plan.changes:
            home.back()

        assert text.encode() == home.file.read_bytes()


def test_where_there_was_no_file_there_is_none_again(home: Home) -> None:
    home.put("pomodoro")
    assert b'\nafter = "25m"\n' in home.file.read_bytes()

    home.back()

    assert not home.file.exists()
    assert not home.note.exists()


def test_only_the_last_preset_is_taken_back(home: Home) -> None:
    home.file.write_bytes(MINE)
    home.put("pomodoro")
    between = home.file.read_bytes()
    home.put("eyes")

    home.back()

    assert between == home.file.read_bytes()
    with pytest.raises(StoreError, match="no preset to take back"):
        home.back()


def test_a_preset_that_changes_nothing_leaves_the_last_one_to_be_taken_back(home: Home) -> None:
    home.file.write_bytes(MINE)
    home.put("pomodoro")
    home.put("pomodoro")

    home.back()

    assert MINE == home.file.read_bytes()


def test_the_last_preset_can_be_taken_back_until_the_file_is_changed_or_it_is(home: Home) -> None:
    assert not home.presets.can_take_back()
    home.put("pomodoro")
    assert home.presets.can_take_back()
    home.back()
    assert not home.presets.can_take_back()
    home.put("pomodoro")
    home.file.write_text("# mine\n")
    assert not home.presets.can_take_back()
    home.note.write_text("{")
    assert not home.presets.can_take_back()


def test_without_a_preset_there_is_nothing_to_take_back(home: Home) -> None:
    with pytest.raises(StoreError, match="no preset to take back"):
        home.presets.plan_back()


def test_a_file_that_changed_meanwhile_is_left_alone_and_it_is_said_what_to_change(home: Home) -> None:
    home.file.write_bytes(MINE)
    home.put("pomodoro")
    changed = home.file.read_bytes().replace(b'"5m"', b'"7m"') + b"\n[icon]\nnumber = true\n"
    home.file.write_bytes(changed)

    with pytest.raises(StoreError) as refused:
        home.presets.plan_back()

    assert changed == home.file.read_bytes()
    said = str(refused.value).splitlines()
    assert said[0].startswith(f"{home.file} has changed since the preset pomodoro, so it was left alone.")
    assert '  breaks.length: "7m" → "0s"' in said
    assert "  icon.number: true → false" in said


def test_what_was_added_and_removed_meanwhile_is_said_too(home: Home) -> None:
    tea = b'\n[[kinds]]\nname = "tea"\nlength = "4m"\n'
    home.file.write_bytes(MINE + tea)
    home.put("pomodoro")
    home.file.write_bytes(home.file.read_bytes().replace(b'name = "tea"', b'name = "nap"'))

    with pytest.raises(StoreError) as refused:
        home.presets.plan_back()

    said = str(refused.value).splitlines()
    assert "  kinds.nap: removed" in said
    assert '  kinds.tea: added, length = "4m"' in said


def test_a_file_with_other_words_and_the_settings_of_before_is_left_alone_and_said_to_have_them(home: Home) -> None:
    home.file.write_bytes(MINE)
    home.put("pomodoro")
    home.file.write_bytes(MINE + b"# more")

    with pytest.raises(StoreError) as refused:
        home.presets.plan_back()

    assert str(refused.value) == (
        f"{home.file} has changed since the preset pomodoro, so it was left alone. "
        "Its settings are those from before pomodoro."
    )


def test_a_file_that_was_set_back_by_hand_has_nothing_to_take_back(home: Home) -> None:
    home.file.write_bytes(MINE)
    home.put("pomodoro")
    home.file.write_bytes(MINE)

    with pytest.raises(StoreError, match="is as it was before pomodoro"):
        home.presets.plan_back()


def test_a_file_that_has_mistakes_by_now_is_left_alone(home: Home) -> None:
    home.file.write_bytes(MINE)
    home.put("pomodoro")
    home.file.write_bytes(b"[breaks\n")

    with pytest.raises(StoreError, match="has mistakes, too"):
        home.presets.plan_back()


def test_the_preset_of_another_file_is_not_taken_back(home: Home, tmp_path: Path) -> None:
    home.put("pomodoro")
    other = PresetFile(SettingsFile(str(tmp_path / "other.toml")), str(home.note))

    with pytest.raises(StoreError, match="was put into another file"):
        other.plan_back()


def change(home: Home) -> None:
    home.file.write_bytes(MINE + b"\n")


def lock(home: Home) -> None:
    home.file.chmod(0o400)


def link(home: Home) -> None:
    os.link(home.file, home.file.with_name("twin"))


@pytest.mark.skipif(sys.platform == "win32", reason="modes are those of Unix")
@pytest.mark.parametrize(("meanwhile", "why"), [(change, "just now"), (lock, "read-only"), (link, "hard links")])
def test_what_is_not_to_be_written_stays_and_so_does_the_way_back(
    home: Home, meanwhile: Callable[[Home], None], why: str
) -> None:
    home.file.write_bytes(MINE)
    home.put("eyes")
    home.back()
    home.put("gentle")
    note, plan = home.note.read_bytes(), home.presets.plan("free")
    meanwhile(home)
    before = home.file.read_bytes()

    with pytest.raises(StoreError, match=why):
        home.presets.apply(plan)

    assert before == home.file.read_bytes()
    assert note == home.note.read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_stays_a_link(home: Home, tmp_path: Path) -> None:
    real = tmp_path / "dotfiles.toml"
    real.write_bytes(MINE)
    home.file.symlink_to(real)

    home.put("eyes")
    assert home.file.is_symlink()
    assert b"eyes" in real.read_bytes()
    home.back()

    assert home.file.is_symlink()
    assert MINE == real.read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_that_led_nowhere_does_so_again(home: Home, tmp_path: Path) -> None:
    home.file.symlink_to(tmp_path / "nowhere.toml")
    home.put("eyes")

    home.back()

    assert home.file.is_symlink()
    assert not home.file.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="modes are those of Unix")
def test_nobody_else_may_read_what_the_file_held(home: Home) -> None:
    home.file.write_bytes(MINE)
    home.put("eyes")

    assert 0o600 == stat.S_IMODE(home.note.stat().st_mode)
    assert 0o700 == stat.S_IMODE(home.note.parent.stat().st_mode)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"preset": "eyes"}', b"\xff"])
def test_a_damaged_note_is_no_way_back_and_no_hindrance(home: Home, content: bytes) -> None:
    home.file.write_bytes(MINE)
    home.note.parent.mkdir()
    home.note.write_bytes(content)

    with pytest.raises(StoreError, match="can't be understood"):
        home.presets.plan_back()
    home.put("eyes")
    home.back()

    assert MINE == home.file.read_bytes()


def test_a_file_with_mistakes_gets_no_preset(home: Home) -> None:
    home.file.write_bytes(b"brakes = 1")

    with pytest.raises(SettingsInvalid):
        home.presets.plan("eyes")
