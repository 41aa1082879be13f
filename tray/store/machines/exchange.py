"""One visit to the shared folder: write what is to be written, then read what is new. It may wait for ever."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from tray.core.messages.facts import Recorded
from tray.lib.frozen import dataclass
from tray.store.machines import name_version_clock, segments, write_own_part
from tray.store.machines.folder import Part, SharedFolder, opened
from tray.store.machines.name_version_clock import About
from tray.store.machines.purged_spans import Span
from tray.store.machines.purging import keepers
from tray.store.machines.read_other_machines import AT_ONCE, Found, Held, Others
from tray.store.machines.write_own_part import Written


@dataclass(frozen=True, slots=True)
class Order:
    """What a visit is for."""

    folder: str
    device: str
    held: Held
    purged: tuple[Span, ...] = ()
    """All spans that are known of: facts in them are not wanted."""
    texts: bool = True
    last: int | None = None
    """The last number in this machine's part; None where that is to be found out, and nothing is written before."""
    append: Sequence[Recorded] = ()
    gone_upto: int = 0
    """Behind these there are numbers up to this that name nothing any more."""
    rewrite: Sequence[tuple[int, Sequence[Recorded]]] = ()
    about: About | None = None
    obey: bool = False
    """Take the spans out of this machine's part: one of them is new."""
    read: bool = True
    recover: bool = False
    """Read this machine's part as if it was another's: the history has lost some of it."""
    former: Sequence[str] = ()
    """Ids under which this machine counted before and does no longer, but keeps their parts."""
    former_since: datetime | None = None
    """Who writes one of these after that is another machine."""
    replaces: Sequence[tuple[str, int, Sequence[Recorded]]] = ()
    """Segments of theirs that are missing, or lack something."""
    unsaid: Sequence[tuple[str, Sequence[Recorded]]] = ()
    """Facts that stand in their parts, and count under this machine's id now."""
    anew: Collection[str] = ()
    """Machines of whose parts all is to be handed over again."""
    at_once: int = AT_ONCE


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a visit."""

    last: int | None
    """The last number in this machine's part; None where somebody else changed that, and it must be examined."""
    examined: Written | None = None
    found: Found | None = None
    missing: tuple[tuple[str, int], ...] = ()
    """Segments that are missing in the parts of former ids, or lack something, by their first numbers."""
    keepers: tuple[str, ...] = ()
    """What lies in the folder and keeps what was deleted."""


class Exchange:
    """Visits the folder, each time in any thread, never in two at once."""

    def __init__(self) -> None:
        self._others = Others()
        self._left: Mapping[str, int] | None = None
        """The own segments and what tells of purges as they were left, with their sizes."""
        self._formers: dict[str, Mapping[str, tuple[int, int, int]]] = {}
        """The parts of former ids that lacked nothing, as they were left."""

    def visit(self, order: Order) -> Outcome:
        """Raises StoreError; then it is not known how far the own part was written."""
        with opened(order.folder) as folder:
            with folder.part(order.device, make=True) as part:
                assert part is not None
                if order.last is not None and self._left is not None and self._left != _contents(part):
                    return Outcome(None)
                self._left = None
                examined = self._write(part, order)
                self._left = _contents(part)
            missing = tuple(self._keep_former(folder, order))
            last = (
                max([order.last or 0, order.gone_upto, *(each.n for each in order.append[-1:])])
                if examined is None
                else examined.last
            )
            found = None
            if order.read:
                own_device, held = order.device, order.held
                if order.recover:
                    # Of two lives both may have filled a segment, each with facts of its own.
                    own_device, held = "", {device: each for device, each in held.items() if device != order.device}
                found = self._others.read(folder, own_device, held, order.purged, order.at_once, anew=order.anew)
            return Outcome(last, examined, found, missing, tuple(keepers(folder)))

    def _keep_former(self, folder: SharedFolder, order: Order) -> Iterator[tuple[str, int]]:
        """Keep the parts of former ids, of which nobody else will tell the facts again; gives what is missing there."""
        for device, records in order.unsaid:
            with folder.part(device) as part:
                if part is not None:
                    write_own_part.take_back(part, device, records)
        for device, first, records in order.replaces:
            with folder.part(device, make=True) as part:
                if part is not None:
                    write_own_part.complete(part, device, first, records, texts=order.texts)
        for device in order.former:
            with folder.part(device, make=True) as part:
                if part is not None:
                    yield from ((device, first) for first in self._keep(part, device, order))

    def _keep(self, part: Part, device: str, order: Order) -> list[int]:
        """Keep the part of a former id; gives the segments that are missing, or lack something.

        Somebody may have imported more of it since this was looked at last, and an engine may bring an old copy.
        """
        is_changed = order.last is None or part.names() != self._formers.pop(device, None)
        if is_changed:
            write_own_part.retire(part, order.former_since)
        if is_changed or order.obey:
            write_own_part.obey(part, device, order.purged, is_former=True)
        names = part.names()
        lacking = [
            first
            for first, held in order.held.get(device, {}).items()
            if segments.name_of(first) not in names or (is_changed and write_own_part.lacks(part, device, first, held))
        ]
        if not lacking:
            self._formers[device] = names
        return lacking

    def _write(self, part: Part, order: Order) -> Written | None:
        examined = None
        if order.last is None:
            examined = write_own_part.examine(part, order.device, order.held.get(order.device, {}))
        if order.obey:
            write_own_part.obey(part, order.device, order.purged)
        if order.last is not None:
            for first, records in order.rewrite:
                write_own_part.rewrite(part, order.device, first, records, order.last, texts=order.texts)
            if order.append:
                write_own_part.append(part, order.append, order.last, texts=order.texts)
            write_own_part.end(
                part, order.device, max([order.last, *(each.n for each in order.append[-1:])]), order.gone_upto
            )
        if order.about is not None:
            write_own_part.introduce(part, order.about)
        return examined


def _contents(part: Part) -> dict[str, int]:
    """What a part holds, with the sizes."""
    return {name: size for name, (_, size, _) in part.names().items() if name != name_version_clock.FILE}
