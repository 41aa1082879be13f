"""Lists the machines that share a folder, and lets this one join or leave."""

import os
from contextlib import closing
from datetime import UTC, datetime
from typing import TextIO

from tray import __version__
from tray.cli.parse import Line
from tray.cli.terminal import print_json, print_text
from tray.desktop.common.clock import SystemClock
from tray.errors import UsageError
from tray.history.offline import own_settings
from tray.lib.formats import formats
from tray.lib.translation import say
from tray.settings.catalogue.catalogue import Machines
from tray.store.files.places import Places
from tray.store.files.settings_file import SettingsFile, settings_path
from tray.store.journal.journal import Journal
from tray.store.machines import kept, lines, own
from tray.store.machines.bounded import within
from tray.store.machines.folder import expanded, opened, refuse_shared_place
from tray.store.machines.others import Found, Held, Others
from tray.store.machines.seen import host, seen
from tray.store.opening import look_into
from tray.view.terminal import machines as shown
from tray.view.words import machines as words
from tray.view.words.machines import Seen

_NOT_SHARED = 1
_EVERYTHING = 1 << 30


def machines(line: Line, out: TextIO) -> int:
    """``backpressure machines [join|leave|forget] …``; returns the exit code. Raises errors of ours."""
    match line.verb.name:
        case "join":
            _join(line.words[0], line.value("--name"), out)
        case "leave":
            _leave(out)
        case "forget":
            _forget(line.text, out)
        case _:
            return _list(line, out)
    return 0


def _list(line: Line, out: TextIO) -> int:
    wanted = own_settings().machines
    if not wanted.folder:
        if "--json" in line:
            print_json(shown.values((), "", ()), out)
        else:
            print_text(say("This machine shares nothing. `backpressure machines join FOLDER` begins it."), out)
        return _NOT_SHARED
    folder = expanded(wanted.folder)
    found, keepers = _look(folder)
    several = _seen(found, wanted)
    if "--json" in line:
        print_json(shown.values(several, folder, keepers), out)
    else:
        print_text(shown.text(several, folder, datetime.now(UTC), SystemClock().zone()), out)
    return 0


def _join(named: str, name: str | None, out: TextIO) -> None:
    folder = expanded(named)

    def prepare() -> tuple[Found, list[str]]:
        refuse_shared_place(folder)
        with opened(folder, make=True) as shared:
            return Others().read(shared, "", {}, (), _EVERYTHING), shared.keepers()

    found, _ = within(prepare, words.does_not_answer(folder))
    file = SettingsFile(settings_path(os.environ))
    if name is not None:
        file.set("machines.name", name)
    file.set("machines.folder", folder)
    wanted = own_settings().machines
    print(
        say("This machine shares {folder} now, as {name}.", folder=folder, name=wanted.name or host()),
        file=out,
    )
    others = [each for each in _seen(found, wanted) if not (each.is_own or each.has_left)]
    if others:
        names = words.named(others)
        print(say("It shares it with {machines}.", machines=formats().listed(list(names.values()))), file=out)
    else:
        print(say("No other machine has written here yet."), file=out)


def _leave(out: TextIO) -> None:
    wanted = own_settings().machines
    if not wanted.folder:
        raise UsageError(say("This machine shares nothing, so there is nothing to leave."))
    folder = expanded(wanted.folder)
    SettingsFile(settings_path(os.environ)).set("machines.folder", "")
    device = _own_device()
    if device is not None:

        def say_so() -> None:
            with opened(folder) as shared, shared.part(device) as part:
                if part is not None:
                    own.retire(part)

        within(say_so, words.does_not_answer(folder))
    print(say("This machine shares nothing any more. What it shared is still in {folder}.", folder=folder), file=out)


def _forget(name: str, out: TextIO) -> None:
    wanted = own_settings().machines
    if not wanted.folder:
        raise UsageError(say("This machine shares nothing, so there is no machine to forget."))
    found, _ = _look(expanded(wanted.folder))
    several = [each for each in _seen(found, wanted) if not each.is_own]
    names = words.named(several)
    meant = [each for each in several if name in (names[each.device], each.name, each.device)]
    if len(meant) != 1:
        known = formats().listed(sorted(names.values())) if names else ""
        raise UsageError(
            say("There are several machines called {name}: {machines}.", name=name, machines=known)
            if meant
            else say("No machine is called {name}. There are: {machines}.", name=name, machines=known or "–")
        )
    places = Places()
    kept.save(places.machines, kept.load(places.machines).forget([meant[0].device]))
    print(say("{machine} isn't waited for any more. What it recorded stays.", machine=names[meant[0].device]), file=out)


def _look(folder: str) -> tuple[Found, list[str]]:
    """What there is of all machines, this one included. Raises StoreError."""
    held, _ = _history()

    def look() -> tuple[Found, list[str]]:
        with opened(folder) as shared:
            return Others().read(shared, "", held, (), _EVERYTHING), shared.keepers()

    return within(look, words.does_not_answer(folder))


def _seen(found: Found, wanted: Machines) -> list[Seen]:
    held, device = _history()
    several = seen(found, held, datetime.now(UTC), kept.load(Places().machines))
    others = [each for each in several if each.device != device]
    mine = next((each for each in several if each.device == device), None)
    facts = sum(held.get(device or "", {}).values())
    own_name = wanted.name or host()
    heard = mine.heard if mine else None
    me = Seen(device or "", own_name, heard, words.NOT_AHEAD, facts, 0, version=__version__, is_own=True)
    return [me, *others]


def _history() -> tuple[Held, str | None]:
    """What the history holds, and under which id this machine counts; None while there is none."""
    with closing(look_into(Places().history)) as store:
        return (store.held(lines.SIZE), store.device) if isinstance(store, Journal) else ({}, None)


def _own_device() -> str | None:
    return _history()[1]
