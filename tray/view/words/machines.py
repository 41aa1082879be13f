"""Says how the machines of the person stand, what is the matter with the others, and what to do about it."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta, tzinfo

from tray.core.machine_names import told_apart
from tray.core.sensing.other_clocks_ahead import is_ahead
from tray.lib.frozen import dataclass
from tray.lib.language.formats import formats
from tray.lib.language.translation import say, say_many
from tray.view.words.names_and_numbers import day_and_clock, length, length_of_work

NOT_AHEAD = timedelta(0)


@dataclass(frozen=True, slots=True)
class Seen:
    """One machine as another sees it."""

    device: str
    name: str
    heard: datetime | None
    """When it wrote last, by its clock; None where it has not said so."""
    ahead: timedelta
    """How far its clock is ahead of ours at least; zero where it need not be."""
    facts: int
    """Of its facts, those that are known here."""
    missing: int
    """Of its facts, those that have not come."""
    not_understood: int = 0
    spoiled: int = 0
    """Lines and files in its part that cannot be what it wrote."""
    version: str = ""
    is_own: bool = False
    has_left: bool = False
    formerly: tuple[str, ...] = ()
    """Ids under which it counted before; what it recorded then is among its facts."""


def named(seen: Iterable[Seen]) -> dict[str, str]:
    """What each is called by its device, so that two of one name are told apart."""
    return told_apart({each.device: each.name for each in seen})


def at_each(worked: Mapping[str, timedelta]) -> str:
    """How long the work at each machine was, by its name: ``5 h at desktop and 2 h at laptop``."""
    known = sorted(worked.items(), key=lambda each: (-each[1], each[0]))
    said = [say("{length} at {machine}", length=length_of_work(spent), machine=name) for name, spent in known]
    return formats().listed(said)


def troubles(seen: Iterable[Seen]) -> tuple[str, ...]:
    """What the person should know of them."""
    several = tuple(seen)
    names = named(several)
    return tuple(
        sentence
        for each in several
        if not (each.is_own or each.has_left)
        for sentence in _troubles(each, names[each.device])
    )


def _troubles(each: Seen, name: str) -> Iterable[str]:
    if is_ahead(each.ahead):
        yield say(
            "The clock of {machine} is {length} ahead. What it records counts once that time has come.",
            machine=name,
            length=length(each.ahead),
        )
    if each.missing:
        yield waiting(each.missing, name)
    if each.not_understood:
        yield say_many(
            "{machine} wrote {count} record that this version can't read. Update Backpressure here.",
            "{machine} wrote {count} records that this version can't read. Update Backpressure here.",
            each.not_understood,
            machine=name,
        )
    if each.spoiled:
        yield say(
            "The part of {machine} in the folder holds something that {machine} can't have written, "
            "so that isn't read.",
            machine=name,
        )


def waiting(count: int, name: str) -> str:
    """That facts of a machine have not come."""
    return say_many(
        "Waiting for {count} record from {machine}.", "Waiting for {count} records from {machine}.", count, machine=name
    )


def knows_what_was_lost(name: str) -> str:
    """That another machine has what this one recorded and lost."""
    return say(
        "{machine} knows records of this machine that are lost here. To get them back, type {export} there "
        "and {take_in} here.",
        machine=name,
        export="backpressure history --json > facts.jsonl",
        take_in="backpressure history import facts.jsonl",
    )


def too_many(most: int) -> str:
    """That the folder has parts of more machines than are read."""
    return say(
        "More than {count} machines have a part in the shared folder, so the rest aren't read. "
        "Delete the folders of machines you no longer have.",
        count=most,
    )


def keeps_deleted(place: str) -> str:
    """That something in the folder holds what was deleted."""
    return say("{place} still has what was deleted. Delete it there by hand.", place=place)


def does_not_answer(folder: str) -> str:
    """That the folder hangs."""
    return say(
        "The folder {folder} of your machines isn't responding. Backpressure goes on, and catches up when it does.",
        folder=folder,
    )


def is_not_there(folder: str) -> str:
    """That the folder is missing."""
    return say("The folder {folder} isn't there.", folder=folder)


def holds_other_things(folder: str, name: str, example: str) -> str:
    """That the folder has other things of the person, and what to name instead."""
    return say(
        "{folder} holds other things, such as {name}. Name a folder for Backpressure alone, such as {example}.",
        folder=folder,
        name=name,
        example=example,
    )


def stands(each: Seen, now: datetime, zone: tzinfo) -> str:
    """How a machine stands, in the list of them."""
    facts = say_many("{count} record", "{count} records", each.facts)
    if each.is_own:
        return say("this machine · {records}", records=facts)
    if each.has_left:
        return say("left · {records}", records=facts)
    if each.heard is None:
        return say("never heard · {records}", records=facts)
    return say("last heard {when} · {records}", when=day_and_clock(min(each.heard, now), now, zone), records=facts)


def joined(folder: str, name: str) -> str:
    """That this machine shares a folder from now on."""
    return say("This machine now shares {folder}, as {name}.", folder=folder, name=name)


def shared_with(others: Iterable[Seen]) -> str:
    """Which machines share the folder already."""
    names = named(others)
    if not names:
        return say("No other machine has written here yet.")
    return say("It shares the folder with {machines}.", machines=formats().listed(list(names.values())))


def left(folder: str) -> str:
    """That this machine shares nothing any more."""
    return say("This machine no longer shares anything. What it shared is still in {folder}.", folder=folder)


def forgotten(machine: str, *, purged: bool) -> str:
    """That nothing more is expected of a machine, and what becomes of its record."""
    if purged:
        return say("Backpressure no longer waits for {machine}.", machine=machine)
    return say("Backpressure no longer waits for {machine}. What it recorded stays.", machine=machine)
