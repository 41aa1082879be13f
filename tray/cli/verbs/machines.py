"""Lists the machines that share a folder, and lets this one join or leave."""

import os
import sys
from datetime import UTC, datetime
from typing import TextIO

from tray.cli.parse import Line
from tray.cli.terminal import print_as_asked
from tray.desktop.common.clock import SystemClock
from tray.errors import UsageError
from tray.history.known_while_not_running import own_settings
from tray.lib.language.formats import formats
from tray.lib.language.translation import say, say_many
from tray.store.files.places import Places
from tray.store.files.settings_file import SettingsFile, settings_path
from tray.store.machines import local_notes, write_own_part
from tray.store.machines.folder import expanded, opened, refuse_shared_place
from tray.store.machines.folder_that_hangs import within
from tray.store.machines.name_version_clock import host
from tray.store.machines.overview import history, overview
from tray.view.terminal import machines as shown
from tray.view.words import machines as words

_NOTHING_DONE = 1


def machines(line: Line, out: TextIO) -> int:
    """``backpressure machines [join|leave|forget] …``; returns the exit code. Raises errors of ours."""
    match line.verb.name:
        case "join":
            _join(line.words[0], line.value("--name"), out)
        case "leave":
            _leave(out)
        case "forget":
            return _forget(line, out, sys.stdin)
        case _:
            return _list(line, out)
    return 0


def _list(line: Line, out: TextIO) -> int:
    wanted = own_settings().machines
    if not wanted.folder:
        nothing = say("This machine isn't sharing anything. `backpressure machines join FOLDER` starts it.")
        print_as_asked(shown.values((), "", ()), nothing, out, json="--json" in line)
        return 0
    folder = expanded(wanted.folder)
    several, keepers = overview(wanted, Places(), datetime.now(UTC))
    text = shown.text(several, folder, datetime.now(UTC), SystemClock().zone())
    print_as_asked(shown.values(several, folder, keepers), text, out, json="--json" in line)
    return 0


def _join(named: str, name: str | None, out: TextIO) -> None:
    folder = expanded(named)

    def prepare() -> None:
        refuse_shared_place(folder)
        with opened(folder, make=True):
            pass

    within(prepare, words.does_not_answer(folder))
    file = SettingsFile(settings_path(os.environ))
    if name is not None:
        file.set("machines.name", name)
    file.set("machines.folder", folder)
    wanted = own_settings().machines
    print(words.joined(folder, wanted.name or host()), file=out)
    several, _ = overview(wanted, Places(), datetime.now(UTC))
    print(words.shared_with(each for each in several if not (each.is_own or each.has_left)), file=out)


def _leave(out: TextIO) -> None:
    wanted = own_settings().machines
    if not wanted.folder:
        raise UsageError(say("This machine isn't sharing anything, so there's nothing to leave."))
    folder = expanded(wanted.folder)
    SettingsFile(settings_path(os.environ)).set("machines.folder", "")
    _, device = history(Places())
    if device is not None:

        def say_so() -> None:
            with opened(folder) as shared, shared.part(device) as part:
                if part is not None:
                    write_own_part.retire(part)

        within(say_so, words.does_not_answer(folder))
    print(words.left(folder), file=out)


def _forget(line: Line, out: TextIO, answers: TextIO) -> int:
    name = line.text
    wanted = own_settings().machines
    if not wanted.folder:
        raise UsageError(say("This machine isn't sharing anything, so there's no machine to forget."))
    several = [each for each in overview(wanted, Places(), datetime.now(UTC))[0] if not each.is_own]
    names = words.named(several)
    meant = [each for each in several if name in (names[each.device], each.name, each.device)]
    if len(meant) != 1:
        known = formats().listed(sorted(names.values())) if names else ""
        raise UsageError(
            say("There are several machines called {name}: {machines}.", name=name, machines=known)
            if meant
            else say("No machine is called {name}. There are: {machines}.", name=name, machines=known or "–")
        )
    places, machine = Places(), names[meant[0].device]
    if "--purge" in line and "--yes" not in line and not _agreed(meant[0].facts, machine, out, answers):
        print(say("Nothing was changed."), file=out)
        return _NOTHING_DONE
    devices = (meant[0].device, *meant[0].formerly)
    local_notes.save(places.machines, local_notes.load(places.machines).forget(devices))
    if "--purge" in line:
        from tray.cli.verbs.purge import delete

        for device in devices:
            delete(None, None, device, out)
    print(words.forgotten(machine, purged="--purge" in line), file=out)
    return 0


def _agreed(count: int, machine: str, out: TextIO, answers: TextIO) -> bool:
    from tray.cli.verbs.purge import agreed

    if not answers.isatty():
        raise UsageError(say("machines forget asks before it deletes anything. Without a terminal it needs --yes."))
    question = say_many(
        "This deletes what {machine} recorded, here and on your other machines: {count} record. It can't be undone.",
        "This deletes what {machine} recorded, here and on your other machines: {count} records. It can't be undone.",
        count,
        machine=machine,
    )
    return agreed(question, out, answers)
