"""Whether the person's files are in order: the settings, the history, and the folders they lie in."""

import os
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from tray.desktop.common.clock import SystemClock
from tray.errors import SettingsInvalid, StoreDamaged, StoreError
from tray.settings.catalogue.catalogue import Settings
from tray.store.files.places import Places
from tray.store.files.settings_file import SettingsFile, settings_path
from tray.view.terminal.doctor import Finding, Verdict
from tray.view.words.history import left_out


def settings(environment: Mapping[str, str]) -> tuple[Settings, Finding]:
    """The settings to go on with, and what is to be said of them."""
    try:
        file = SettingsFile(settings_path(environment))
        there = file.fingerprint() is not None
        found = file.read()
    except SettingsInvalid as invalid:
        count = len(invalid.problems)
        says = f"The settings have {count} mistake{'s' if count > 1 else ''}, the first: {invalid.problems[0]}"
        do = "`backpressure settings check` lists them, `backpressure settings edit` opens the file."
        return Settings(), Finding("settings", Verdict.WRONG, says, do, {"is": "invalid", "mistakes": str(count)})
    except StoreError as error:
        return Settings(), Finding("settings", Verdict.WRONG, str(error), "Set HOME.", {"is": "wrong"})
    says = f"{file.path} has no mistakes." if there else f"{file.path} is not there, so the defaults hold."
    return found, Finding("settings", Verdict.FINE, says, "", {"is": "fine" if there else "absent"})


def history(places: Places, *, in_use: bool) -> Finding:
    """Whether every row of the history can be read; nothing is changed by looking."""
    from tray.store.damage.check import fault_in_use, fault_of

    try:
        file = places.history
        if not os.path.lexists(file):
            return Finding("history", Verdict.FINE, f"{file} is not there yet.", "", {"is": "absent"})
        fault = fault_in_use(file) if in_use else fault_of(file, thorough=True)
    except StoreDamaged as error:
        return _damaged(str(error))
    except StoreError as error:
        return Finding("history", Verdict.WRONG, str(error), "See who may read and write the file.", {"is": "wrong"})
    if fault is not None:
        return _damaged(f"The history is damaged ({fault.reason}).")
    return Finding("history", Verdict.FINE, " ".join([f"{file} is whole.", *_left_out(file)]), "", {"is": "whole"})


def _left_out(file: str) -> Iterator[str]:
    from tray.history.record import Record
    from tray.store.opening import look_into

    with closing(look_into(file)) as store:
        record = Record(store, SystemClock().wall())
    if said := left_out(record.implausible, record.waiting_count):
        yield said


def _damaged(says: str) -> Finding:
    do = "Start the program anew: it sets the file aside and saves what can be read."
    return Finding("history", Verdict.WRONG, says, do, {"is": "wrong"})


def folders(places: Places) -> Finding:
    """Whether the folders and what lies in them are the person's, for them alone, and can be written."""
    try:
        wrong = list(_wrong(places))
    except StoreError as error:
        return Finding("folders", Verdict.WRONG, str(error), "Set HOME.", {"are": "wrong"})
    if wrong:
        says, do = wrong[0]
        return Finding("folders", Verdict.WRONG, says, do, {"are": "wrong"})
    return Finding(
        "folders", Verdict.FINE, "They are yours, and nobody else may look into them.", "", {"are": "closed"}
    )


def _wrong(places: Places) -> Iterator[tuple[str, str]]:
    for folder in (places.data, places.state, places.runtime):
        try:
            found = Path(folder).stat()
        except FileNotFoundError:
            continue  # made when it is first needed
        except OSError as error:
            yield f"{folder} cannot be looked at: {error.strerror}.", "See who owns it and the folders above it."
            continue
        if not stat.S_ISDIR(found.st_mode):
            yield f"{folder} is no folder.", "Move it away; the program makes a folder there."
        elif sys.platform != "win32" and found.st_uid != os.getuid():
            yield f"{folder} belongs to somebody else.", f"Make it yours: sudo chown -R $(id -u) {folder}"
        elif sys.platform != "win32" and found.st_mode & 0o077:
            yield f"Others may look into {folder}.", f"Close it: chmod go= {folder}. The next start does, too."
        elif not os.access(folder, os.W_OK | os.X_OK):
            yield f"{folder} cannot be written.", f"Open it to yourself: chmod u+rwx {folder}"
