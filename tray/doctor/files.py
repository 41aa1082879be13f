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
from tray.view.tray.notices import stay_in_force
from tray.view.words.history_trouble import left_out

_SHOWN = 5


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


def calendars(settings: Settings, environment: Mapping[str, str]) -> tuple[Finding, ...]:
    """What can be read of the calendars that the settings name; nothing where they name none."""
    from tray.desktop.calendars.days_ahead_and_rereading import is_installed, read_now
    from tray.desktop.common.installed_by import adding

    if not settings.calendar.files:
        return ()
    if not is_installed():
        says = say("Calendars can't be read: the extra `calendar` isn't installed.")
        return (Finding("calendar", Verdict.WRONG, says, adding("calendar"), {"is": "missing"}),)
    clock = SystemClock()
    count, wrong = read_now(settings.calendar, environment, clock.wall().astimezone(clock.zone()).date())
    says = say_many(
        "Your calendars have {count} entry in the next two weeks.",
        "Your calendars have {count} entries in the next two weeks.",
        count,
    )
    public = {"is": "wrong" if wrong else "fine"}
    if not wrong:
        return (Finding("calendar", Verdict.FINE, says, "", public),)
    more = say("Not all of them can be read: {files}", files="; ".join(wrong[:_SHOWN]))
    return (Finding("calendar", Verdict.WRONG, together([says, more]), "", public),)


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


def machines(settings: Settings, places: Places) -> Iterator[Finding]:
    """Whether the folder that this machine shares with others can be used, and what is the matter with them."""
    if not settings.machines.folder:
        return
    from tray.store.machines.folder import expanded
    from tray.store.machines.overview import overview
    from tray.view.words.machines import keeps_deleted, troubles

    folder = expanded(settings.machines.folder)
    try:
        seen, keepers = overview(settings.machines, places, SystemClock().wall())
    except StoreError as error:
        do = say("Check who owns it, and whether the program that syncs it is running.")
        yield Finding("machines", Verdict.WRONG, str(error), do, {"are": "wrong"})
        return
    others = sum(not (each.is_own or each.has_left) for each in seen)
    if others:
        says = say_many(
            "{folder} is shared with {count} machine.",
            "{folder} is shared with {count} machines.",
            others,
            folder=folder,
        )
    else:
        says = say("No other machine shares {folder} at the moment.", folder=folder)
    kept = (keeps_deleted(f"{folder}/{name}") for name in keepers)
    yield Finding("machines", Verdict.FINE, together([says, *troubles(seen), *kept]), "", {"are": "fine"})


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
