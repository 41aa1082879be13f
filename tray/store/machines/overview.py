"""Says how the machines of a folder stand, as seen from this one."""

from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta

from tray import __version__
from tray.settings.defaults.every_setting import Machines
from tray.store.files.places import Places
from tray.store.journal.journal import Journal
from tray.store.machines import local_notes as local
from tray.store.machines import segments
from tray.store.machines.folder import expanded, opened
from tray.store.machines.folder_that_hangs import within
from tray.store.machines.local_notes import Kept
from tray.store.machines.name_version_clock import host
from tray.store.machines.purging import keepers as keepers_in
from tray.store.machines.read_other_machines import Found, Held, Machine, Others
from tray.store.opening import look_into
from tray.view.words.machines import NOT_AHEAD, Seen, does_not_answer

MISSING_FOR = timedelta(minutes=15)
"""What has not come for so long is told; engines take a while."""
_EVERYTHING = 1 << 30


def history(places: Places) -> tuple[Held, str | None]:
    """What the history holds, and under which id this machine counts; None while there is none. Raises StoreError."""
    with closing(look_into(places.history)) as store:
        return (store.held(segments.SIZE), store.device) if isinstance(store, Journal) else ({}, None)


def overview(wanted: Machines, places: Places, now: datetime) -> tuple[list[Seen], list[str]]:
    """This machine and the others, and what of the folder keeps what was deleted. Raises StoreError."""
    held, device = history(places)
    folder = expanded(wanted.folder)

    def look() -> tuple[Found, list[str]]:
        with opened(folder) as shared:
            return Others().read(shared, "", held, (), _EVERYTHING, skims=True), keepers_in(shared)

    found, keepers = within(look, does_not_answer(folder))
    kept, name = local.load(places.machines), wanted.name or host()
    several = seen(found, held, now, kept)
    heard = next((each.heard for each in several if each.device == device), None)
    facts = sum(held.get(device or "", {}).values())
    me = Seen(device or "", name, heard, NOT_AHEAD, facts, 0, version=__version__, is_own=True)
    all_ = [me, *(each for each in several if each.device != device)]
    return [*_with_lives(all_, former_lives(found, kept, device or "", name))], keepers


def former_lives(found: Found, kept: Kept, device: str, name: str) -> dict[str, str]:
    """Former ids of machines, each with the one under which it goes on; ``device`` and ``name`` are of this machine.

    Not that of a machine which was copied, as long as that goes on itself or has another name.
    """
    there = {each.device: each.about for each in found.machines}
    goes_on = [(one, about.name, about.formerly) for one, about in there.items() if not about.left and one != device]
    known = dict(kept.names)
    lives: dict[str, str] = {}
    for now, its_name, formerly in (*goes_on, (device, name, kept.former)):
        for former in formerly:
            is_over = former not in there or there[former].left
            called = (there[former].name if former in there else "") or known.get(former, its_name)
            if is_over and former != now and called in (its_name, former[:4]):
                lives[former] = now
    return lives


def _with_lives(several: list[Seen], lives: Mapping[str, str]) -> Iterable[Seen]:
    """Each machine once, with what it recorded under former ids too."""
    there = {each.device for each in several}
    formers = {each.device: each for each in several if lives.get(each.device) in there}
    for each in several:
        if each.device not in formers:
            before = tuple(one for one in formers.values() if lives[one.device] == each.device)
            yield replace(
                each,
                facts=each.facts + sum(one.facts for one in before),
                formerly=tuple(one.device for one in before),
            )


def seen(found: Found, held: Held, now: datetime, kept: Kept) -> tuple[Seen, ...]:
    """The other machines, in the order of their names."""
    forgotten = {*kept.forgotten, *(each for machine in found.machines for each in machine.about.forgotten)}
    return tuple(sorted(_seen(found.machines, held, now, forgotten), key=lambda each: (each.name, each.device)))


def _seen(machines: Iterable[Machine], held: Held, now: datetime, forgotten: set[str]) -> Iterable[Seen]:
    for each in machines:
        heard = max([at for at in (each.about.clock, each.latest) if at is not None], default=None)
        yield Seen(
            each.device,
            each.about.name or each.device[:4],
            heard,
            max(heard - now, NOT_AHEAD) if heard else NOT_AHEAD,
            sum(held.get(each.device, {}).values()),
            each.missing,
            each.not_understood,
            each.refused + each.torn + len(each.too_large),
            each.about.version,
            has_left=each.about.left or each.device in forgotten,
        )
