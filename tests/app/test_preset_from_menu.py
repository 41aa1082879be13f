"""A preset that is chosen in the menu ends up in the settings file, and the notice of it takes it back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.app.test_loop import Desk, ask
from tests.cli.session import Session
from tests.desktop.harness.waiting import until
from tray.app.preset_from_menu import carry_out
from tray.control import client
from tray.control.command_form import packed
from tray.control.protocol import COMMAND, PANEL
from tray.core.messages.commands import ApplyPreset, Command, UndoPreset
from tray.core.messages.events import PresetFound
from tray.errors import StoreError
from tray.settings.defaults.every_setting import Settings
from tray.settings.defaults.listing import value_in
from tray.settings.defaults.presets import EVERY, FOR, PRESETS, Preset, values_of
from tray.store.files.settings_file import SettingsFile
from tray.view.tray.face import Row


def rows(menu: Sequence[Row]) -> list[Row]:
    return [each for row in menu for each in (row, *rows(row.children))]


def test_the_menu_offers_every_preset_and_the_way_back() -> None:
    desk = Desk().type().run(minutes=1)
    asked: list[str | None] = []
    desk.loop.world.preset = asked.append
    desk.loop.take(PresetFound(undoable=True))
    desk.loop.show()
    assert desk.loop.face
    commands: list[Command | None] = [row.command for row in rows(desk.loop.face.menu)]
    offered = [each for each in commands if isinstance(each, ApplyPreset | UndoPreset)]
    assert [*(ApplyPreset(preset.name) for preset in (*EVERY, *FOR, *PRESETS)), UndoPreset()] == offered

    for each in offered:
        ask(desk.loop, each)

    assert [*(preset.name for preset in (*EVERY, *FOR, *PRESETS)), None] == asked


def test_where_there_is_nothing_to_undo_the_row_says_so_and_does_nothing() -> None:
    desk = Desk().type().run(minutes=1)

    def row() -> tuple[str, Command | None, bool]:
        desk.loop.show()
        assert desk.loop.face
        found = next(row for row in rows(desk.loop.face.menu) if row.key == "preset-undo")
        return found.label, found.command, found.enabled

    assert ("No change to undo", None, False) == row()
    desk.loop.take(PresetFound(undoable=True))
    assert ("Undo the last change", UndoPreset(), True) == row()
    desk.loop.take(PresetFound(undoable=False))
    assert ("No change to undo", None, False) == row()


def marked(settings: Settings) -> list[str]:
    desk = Desk(settings).type().run(minutes=1)
    assert desk.loop.face
    keys = (row.key for row in rows(desk.loop.face.menu) if row.checked and row.key.startswith("preset-"))
    return [key.removeprefix("preset-") for key in keys]


def test_the_menu_marks_what_is_in_force() -> None:
    pomodoro = replace(Settings().breaks, after=timedelta(minutes=25), length=timedelta(minutes=5), long_every=4)

    assert ["every-50m", "for-as-needed", "balanced"] == marked(Settings())
    assert ["every-25m", "for-5m", "pomodoro"] == marked(Settings(breaks=pomodoro))
    assert ["for-as-needed"] == marked(Settings(breaks=replace(Settings().breaks, after=timedelta(minutes=37))))


@pytest.mark.parametrize("preset", [*EVERY, *FOR], ids=lambda preset: preset.name)
def test_how_often_and_how_long_is_written_and_taken_back(tmp_path: Path, preset: Preset) -> None:
    path, kept = tmp_path / "settings.toml", str(tmp_path / "state" / "undo.json")
    path.write_text('# mine\n[breaks]\nafter = "37m"  # odd\nlength = "7m"\n')
    before, file = path.read_bytes(), SettingsFile(str(path))
    notice = carry_out(preset.name, file, kept)
    assert ("Your breaks have changed", preset.sentence) == (notice.title, notice.body)
    assert preset in (each for each in (*EVERY, *FOR) if agrees(file.read(), each))

    assert "Your breaks are as before" == carry_out(None, file, kept).title
    assert before == path.read_bytes()


def agrees(settings: Settings, preset: Preset) -> bool:
    return all(value_in(settings, setting) == setting.declared.kind.read(raw) for setting, raw in values_of(preset))


def test_what_was_chosen_is_written_and_its_button_takes_it_back(tmp_path: Path) -> None:
    path, kept = tmp_path / "settings.toml", str(tmp_path / "state" / "undo.json")
    path.write_text("# mine\n")
    file = SettingsFile(str(path))

    notice = carry_out("pomodoro", file, kept)

    assert timedelta(minutes=25) == file.read().breaks.after
    assert '"Pomodoro" is on' == notice.title
    assert [UndoPreset()] == [button.command for button in notice.buttons]
    assert not carry_out("pomodoro", file, kept).buttons
    assert '"Pomodoro" is off again' == carry_out(None, file, kept).title
    assert "# mine\n" == path.read_text()


def test_what_cannot_be_taken_back_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no preset to take back"):
        carry_out(None, SettingsFile(str(tmp_path / "settings.toml")), str(tmp_path / "undo.json"))


def test_the_running_program_writes_a_preset_takes_it_back_and_notes_what_cannot_be(tmp_path: Path) -> None:
    session = Session(tmp_path)
    file, log = session.set("# mine\n"), tmp_path / "state" / "backpressure.log"
    try:
        session.started()
        client.ask(session.runtime, COMMAND, packed(ApplyPreset("pomodoro")))
        until(lambda: 'after = "25m"' in file.read_text(), "the preset to be in the file")
        client.ask(session.runtime, COMMAND, packed(UndoPreset()))
        until(lambda: "# mine\n" == file.read_text(), "the file to be as it was")
        client.ask(session.runtime, COMMAND, packed(UndoPreset()))
        until(lambda: log.exists() and "no preset to take back" in log.read_text(), "the log to say why not")
    finally:
        session.end()


def test_the_running_program_offers_the_way_back_while_there_is_one(tmp_path: Path) -> None:
    session = Session(tmp_path)
    file = session.set("# mine\n")

    def offered() -> bool:
        return "Undo the last change" in repr(client.ask(session.runtime, PANEL, {})["menu"])

    try:
        session.started()
        assert not offered()
        client.ask(session.runtime, COMMAND, packed(ApplyPreset("pomodoro")))
        until(offered, "the way back to be offered")
        file.write_text("# mine, and other\n")
        until(lambda: not offered(), "the way back to be gone with another change")
    finally:
        session.end()
