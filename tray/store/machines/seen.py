"""Says how the machines of a folder stand, as seen from this one."""

import platform
from collections.abc import Iterable
from datetime import datetime

from tray.store.machines.about import plain_name
from tray.store.machines.kept import Kept
from tray.store.machines.others import Found, Held, Machine
from tray.view.words.machines import NOT_AHEAD, Seen


def host() -> str:
    """What this computer is called."""
    return plain_name(platform.node().partition(".")[0]) or "?"


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
