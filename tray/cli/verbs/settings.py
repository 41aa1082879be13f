"""What does ``backpressure settings …`` do?"""

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, TextIO

from tray.errors import Problem, SettingsInvalid, UsageError
from tray.store.files.settings_file import SettingsFile, settings_path

if TYPE_CHECKING:
    from tray.desktop.editor import Launch

DONE, INVALID = 0, 2


def settings(
    arguments: list[str],
    out: TextIO,
    environment: Mapping[str, str] = os.environ,
    launch: "Launch | None" = None,
) -> int:
    """Carry out one of the verbs and return the exit code; ``launch`` stands in for starting the editor.

    Raises UsageError, SettingsInvalid, StoreError and DesktopError with a text for the person.
    """
    file = SettingsFile(settings_path(environment))
    match arguments:
        case ["path"]:
            print(file.path, file=out)
        case ["default"]:
            from tray.settings.file.reference import default_file

            out.write(default_file())
        case ["schema"]:
            _print_schema(out)
        case ["show"]:
            _show(file, out)
        case ["check"]:
            return _check(file, out)
        case ["check", path]:
            return _check_named(path, out)
        case ["set", name, value]:
            file.set(name, value)
            print(f"{name} is set in {file.path}", file=out)
        case ["edit"]:
            return _edit(file, out, environment, launch)
        case _:
            raise UsageError(_not_understood(arguments))
    return DONE


def _not_understood(arguments: list[str]) -> str:
    from tray.cli.help import of

    what = f"`settings {' '.join(arguments)}` is not understood" if arguments else "settings takes a verb"
    return f"{what}:\n{of('settings')}"


def _check(file: SettingsFile, out: TextIO) -> int:
    try:
        text = file.text()
        file.read()
    except SettingsInvalid as invalid:
        print(invalid, file=out)
        return INVALID
    there = f"{file.path}: all is well" if text is not None else f"{file.path} is not there yet: the defaults hold"
    print(there, file=out)
    return DONE


def _check_named(path: str, out: TextIO) -> int:
    file = SettingsFile(path)
    if file.fingerprint() is None:
        print(Problem(path, None, "", "there is no such file"), file=out)
        return INVALID
    return _check(file, out)


def _show(file: SettingsFile, out: TextIO) -> None:
    from tray.settings.file.reference import in_force

    file.read()
    out.write(in_force(file.text() or "", file.path))


def _print_schema(out: TextIO) -> None:
    import json

    from tray.settings.file.schema import schema

    print(json.dumps(schema(), indent=2, ensure_ascii=False), file=out)


def _edit(file: SettingsFile, out: TextIO, environment: Mapping[str, str], launch: "Launch | None") -> int:
    from tray.desktop.editor import open_in_editor

    if file.write_default():
        print(f"{file.path} is new; it holds every setting with its default", file=out)
    # Without a standard input, as when a desktop starts it, there is no terminal either.
    in_terminal = sys.stdin is not None and sys.stdin.isatty() and out.isatty()
    opening = open_in_editor(file.path, environment, in_terminal=in_terminal, launch=launch)
    if opening.waits:
        return _check(file, out)
    print(f"{file.path} is opened with {opening.argv[0]}", file=out)
    return DONE
