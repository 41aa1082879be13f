"""Whether the person's files are in order: the settings, the history, and the folders they lie in."""

import os
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from tray.desktop.common.clock import SystemClock
from tray.errors import SettingsInvalid, StoreError
from tray.lib.language.formats import sentences, together
from tray.lib.language.translation import say, say_many
from tray.settings.defaults.every_setting import Settings
from tray.store.files.places import Places
from tray.store.files.settings_file import SettingsFile, settings_path
from tray.store.files.settings_last_good import LastGood
from tray.view.terminal.doctor import Finding, Verdict
from tray.view.tray.settings_mistakes import stay_in_force
from tray.view.words.history_loading_and_trouble import left_out


def settings(environment: Mapping[str, str]) -> tuple[Settings, Finding]:
    """The settings to go on with, and what is to be said of them.

    While the file has mistakes, they are those that hold in the running program, and with which the next start begins.
    """
    try:
        file = SettingsFile(settings_path(environment))
        there = file.fingerprint() is not None
        found = file.read()
    except SettingsInvalid as invalid:
        count = len(invalid.problems)
        says = say_many(
            "The settings have {count} mistake: {first}",
            "The settings have {count} mistakes, the first: {first}",
            count,
            first=invalid.problems[0],
        )
        do = say("`backpressure settings check` lists all of them, `backpressure settings edit` opens the file.")
        in_force = LastGood(file, Places(dict(environment)).last_good).before()
        says = together((sentences((says,)), stay_in_force(in_force)))
        return in_force, Finding("settings", Verdict.WRONG, says, do, {"is": "invalid", "mistakes": str(count)})
    except StoreError as error:
        return Settings(), Finding("settings", Verdict.WRONG, str(error), say("Set HOME."), {"is": "wrong"})
    says = (
        say("{file} has no mistakes.", file=file.path)
        if there
        else say("{file} isn't there yet, so the defaults apply.", file=file.path)
    )
    return found, Finding("settings", Verdict.FINE, says, "", {"is": "fine" if there else "absent"})


def history(places: Places, *, in_use: bool) -> Finding:
    """Whether every row of the history can be read; it is left as it is, and where it is damaged the next start looks
    at every row, too."""
    from tray.store.damage.check import fault_in_use, fault_of
    from tray.store.journal.connection import suspect

    try:
        file = places.history
        if not os.path.lexists(file):
            return Finding("history", Verdict.FINE, say("{file} isn't there yet.", file=file), "", {"is": "absent"})
        fault = fault_in_use(file) if in_use else fault_of(file, thorough=True)
    except StoreError as error:
        return Finding(
            "history", Verdict.WRONG, str(error), say("See who may read and write the file."), {"is": "wrong"}
        )
    if fault is not None:
        suspect(file)  # else a start that reads only what is after a snapshot would not do what is said here
        says = say("The history is damaged ({reason}).", reason=fault.reason)
        do = say("Quit Backpressure and start it again: it sets the file aside and saves what can be read.")
        return Finding("history", Verdict.WRONG, says, do, {"is": "wrong"})
    return Finding(
        "history",
        Verdict.FINE,
        together([say("{file} is intact.", file=file), *_left_out(file)]),
        "",
        {"is": "whole"},
    )


def _left_out(file: str) -> Iterator[str]:
    from tray.history.record import Record
    from tray.store.opening import look_into

    with closing(look_into(file)) as store:
        record = Record(store, SystemClock().wall())
    if said := left_out(record.implausible, record.waiting_count):
        yield said


def folders(places: Places) -> Finding:
    """Whether the folders and what lies in them are the person's, for them alone, and can be written."""
    try:
        wrong = list(_wrong(places))
    except StoreError as error:
        return Finding("folders", Verdict.WRONG, str(error), say("Set HOME."), {"are": "wrong"})
    if wrong:
        says, do = wrong[0]
        return Finding("folders", Verdict.WRONG, says, do, {"are": "wrong"})
    return Finding(
        "folders", Verdict.FINE, say("They're yours, and nobody else can look into them."), "", {"are": "closed"}
    )


def _wrong(places: Places) -> Iterator[tuple[str, str]]:
    for folder in (places.data, places.state, places.runtime):
        try:
            found = Path(folder).stat()
        except FileNotFoundError:
            continue  # made when it is first needed
        except OSError as error:
            unread = say("{folder} can't be read: {reason}.", folder=folder, reason=error.strerror)
            yield unread, say("See who owns it and the folders above it.")
            continue
        if not stat.S_ISDIR(found.st_mode):
            yield (
                say("{folder} isn't a folder.", folder=folder),
                say("Move it away. Backpressure makes a folder there."),
            )
        elif sys.platform != "win32" and found.st_uid != os.getuid():
            do = say("Make it yours: {command}", command=f"sudo chown -R $(id -u) {folder}")
            yield say("{folder} belongs to somebody else.", folder=folder), do
        elif sys.platform != "win32" and found.st_mode & 0o077:
            do = say("To close it: {command} (the next start does that, too).", command=f"chmod go= {folder}")
            yield say("Others can look into {folder}.", folder=folder), do
        elif not os.access(folder, os.W_OK | os.X_OK):
            do = say("Open it to yourself: {command}", command=f"chmod u+rwx {folder}")
            yield say("{folder} can't be written.", folder=folder), do
