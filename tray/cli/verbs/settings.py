"""Shows the settings, checks them and changes them."""

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, TextIO

from tray.cli.parse import Line
from tray.cli.terminal import print_path, print_text
from tray.errors import Problem, SettingsInvalid, UsageError
from tray.lib.language.translation import say
from tray.store.files.settings_file import SettingsFile, settings_path

if TYPE_CHECKING:
    from tray.desktop.editor import Launch

DONE, NOTHING_DONE, INVALID = 0, 1, 2


def settings(
    line: Line,
    out: TextIO,
    environment: Mapping[str, str] = os.environ,
    launch: "Launch | None" = None,
    answers: TextIO | None = None,
) -> int:
    """Carry out one of the verbs and return the exit code.

    ``launch`` stands in for starting the editor, ``answers`` for the standard input.

    Raises UsageError, SettingsInvalid, StoreError and DesktopError with a text for the person.
    """
    file = SettingsFile(settings_path(environment))
    match line.verb.name, *line.words:
        case ["path"]:
            print_path(file.path, out)
        case ["default"]:
            from tray.settings.file.default_file_and_tables import default_file

            out.write(default_file())
        case ["schema"]:
            _print_schema(out)
        case ["show", *only]:
            _show(file, out, *only)
        case ["check"]:
            return _check(file, out)
        case ["check", path]:
            return _check_named(path, out)
        case ["set", name, value]:
            file.set(name, value)
            print(say("{setting} is set in {file}.", setting=name, file=file.path), file=out)
        case ["preset", *names]:
            return _preset(line, names, file, out, environment, answers or sys.stdin)
        case _:
            return _edit(file, out, environment, launch)
    return DONE


def _check(file: SettingsFile, out: TextIO) -> int:
    try:
        text = file.text()
        file.read()
    except SettingsInvalid as invalid:
        print(invalid, file=out)
        return INVALID
    if text is None:
        print(say("{file} isn't there yet, so the defaults apply.", file=file.path), file=out)
    else:
        print(say("{file} has no mistakes.", file=file.path), file=out)
    return DONE


def _check_named(path: str, out: TextIO) -> int:
    file = SettingsFile(path)
    if file.fingerprint() is None:
        print(Problem(path, None, "", say("there is no such file")), file=out)
        return INVALID
    return _check(file, out)


def _show(file: SettingsFile, out: TextIO, only: str = "") -> None:
    from tray.settings.file.default_file_and_tables import in_force

    file.read()
    out.write(in_force(file.text() or "", file.path, only))


def _preset(
    line: Line,
    names: list[str],
    file: SettingsFile,
    out: TextIO,
    environment: Mapping[str, str],
    answers: TextIO | None,
) -> int:
    from tray.store.files.places import Places
    from tray.store.files.preset_apply_and_undo import PresetFile, lines

    if names and "--undo" in line:
        raise UsageError(say("settings preset takes the name of a preset or --undo, not both."))
    presets = PresetFile(file, Places(dict(environment)).preset_undo)
    if "--undo" in line:
        plan = presets.plan_back()
        print(say("Undoing {preset} puts {file} back to what it was:", preset=plan.preset, file=file.path), file=out)
    elif names:
        plan = presets.plan(names[0])
        if not plan.changes:
            print(say("{preset} is in force already. Nothing was changed.", preset=plan.preset), file=out)
            return DONE
        print(say("{preset} changes this in {file}:", preset=plan.preset, file=file.path), file=out)
    else:
        _list_presets(file, out)
        return DONE
    print("\n".join(lines(plan.changes)), file=out)
    if "--yes" not in line and not _agreed(out, answers):
        print(say("Nothing was changed."), file=out)
        return NOTHING_DONE
    if "--undo" in line:
        presets.take_back(plan)
        print(say("{preset} was undone.", preset=plan.preset), file=out)
    else:
        presets.apply(plan)
        print_text(
            say("{preset} is in force. To undo it: `backpressure settings preset --undo`.", preset=plan.preset), out
        )
    return DONE


def _list_presets(file: SettingsFile, out: TextIO) -> None:
    from tray.settings.defaults.presets import PRESETS, in_force

    width = max(len(preset.name) for preset in PRESETS)
    for preset in PRESETS:
        print(f"{preset.name:{width}}  {preset.sentence}", file=out)
    names = ", ".join(preset.name for preset in in_force(file.read()))
    in_use = say("In force: {presets}.", presets=names) if names else say("None of them is in force.")
    print(f"\n{in_use}", file=out)


def _agreed(out: TextIO, answers: TextIO | None) -> bool:
    if answers is None or not answers.isatty():
        raise UsageError(say("settings preset asks before it changes anything. Without a terminal it needs --yes."))
    print(say('Type "yes" to go on:'), end=" ", file=out, flush=True)
    return answers.readline().strip().lower() == "yes"


def _print_schema(out: TextIO) -> None:
    import json

    from tray.settings.file.json_schema_for_editors import schema

    print(json.dumps(schema(), indent=2, ensure_ascii=False), file=out)


def _edit(file: SettingsFile, out: TextIO, environment: Mapping[str, str], launch: "Launch | None") -> int:
    from tray.desktop.editor import open_in_editor

    if file.write_default():
        print(say("{file} is new. It holds every setting with its default.", file=file.path), file=out)
    # Without a standard input, as when a desktop starts it, there is no terminal either.
    in_terminal = sys.stdin is not None and sys.stdin.isatty() and out.isatty()
    opening = open_in_editor(file.path, environment, in_terminal=in_terminal, launch=launch)
    if opening.waits:
        return _check(file, out)
    print(say("{file} is being opened with {program}.", file=file.path, program=opening.argv[0]), file=out)
    return DONE
