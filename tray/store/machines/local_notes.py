"""What this machine keeps beside its history: spans that were purged, machines to forget, names, its own former ids.

It holds whether the shared folder can be reached or not, and outlives it.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from tray.core.machine_names import plain_name, told_apart
from tray.errors import StoreError
from tray.lib.frozen import dataclass
from tray.lib.language.translation import say
from tray.lib.private_files import content_of
from tray.lib.system_errors import reason
from tray.store.files.durable_files import write_whole
from tray.store.machines import purged_spans
from tray.store.machines.name_version_clock import Moved
from tray.store.machines.purged_spans import Span

_MOST_MOVED = 200
"""Nobody puts disks back so often; and all of it is told to the others, in a file that has a bound."""


@dataclass(frozen=True, slots=True)
class Obeyed:
    """A span, and when this machine took it out of its history; None while that is still to be done."""

    span: Span
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Kept:
    """All of it."""

    obeyed: tuple[Obeyed, ...] = ()
    forgotten: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    """What the person calls each machine, by its id; this one too."""
    former: tuple[str, ...] = ()
    """Ids under which this machine counted before; nobody else keeps what it told under them."""
    since: datetime | None = None
    """When it began under another id last: who tells of itself as one of them after that is another machine, from which
    this one was copied."""
    witness: int | None = None
    """When the witness was changed; see ``witness``."""
    unsaid: tuple[tuple[str, int], ...] = ()
    """Former ids of whose part this machine is to take what it told behind a number: it counts under its id now."""
    moved: tuple[Moved, ...] = ()
    """What was told under former ids and counts under others, since when whoever read it there drops it."""
    lives: tuple[tuple[str, str], ...] = ()
    """Former ids of any machine, each with the one under which it goes on: for the person both are one machine."""
    unheard: tuple[str, int] | None = None
    """This machine's id, and how far it had counted at the first start since which nobody is known to have heard of
    more: what is behind that may be of a disk that was put back."""

    @property
    def spans(self) -> tuple[Span, ...]:
        """Those that are known of, as they were told."""
        return tuple(each.span for each in self.obeyed)

    def told(self, several: Iterable[Span]) -> "Kept":
        """With spans that are to be obeyed, and what is said of those that were."""
        known = {each.span.key: each for each in self.obeyed}
        for span in several:
            before = known.get(span.key, Obeyed(span, None))
            known[span.key] = replace(before, span=before.span.bounded(span.upto).read_by(span.clocks))
        return replace(self, obeyed=tuple(known.values()))

    def done(self, spans: Iterable[Span], at: datetime) -> "Kept":
        """With these spans obeyed."""
        several = {each.key for each in spans}
        obeyed = (replace(each, at=each.at or at) if each.span.key in several else each for each in self.obeyed)
        return replace(self, obeyed=tuple(obeyed))

    def forget(self, devices: Iterable[str]) -> "Kept":
        """With machines that nobody waits for."""
        return replace(self, forgotten=tuple(dict.fromkeys((*self.forgotten, *devices))))

    def formerly(self, devices: Iterable[str], *, since: datetime | None = None) -> "Kept":
        """With ids under which this machine counts no longer; ``since`` when, where that is so from now on."""
        return replace(self, former=tuple(dict.fromkeys((*self.former, *devices))), since=since or self.since)

    def has_moved(self, several: Iterable[Moved]) -> "Kept":
        """With what counts under another id than it was told under."""
        return replace(self, moved=tuple(dict.fromkeys((*self.moved, *several)))[:_MOST_MOVED])

    def takes_back(self, device: str, after: int) -> "Kept":
        """With what is to be taken out of a former id's part."""
        return replace(self, unsaid=tuple({**dict(self.unsaid), device: after}.items()))

    def called(self, names: Mapping[str, str]) -> "Kept":
        """With what some machines are called now."""
        return replace(self, names=tuple(sorted({**dict(self.names), **names}.items())))

    def lives_on(self, lives: Mapping[str, str], alone: Iterable[str]) -> "Kept":
        """With what former ids go on as; those ``alone`` are machines of their own."""
        apart = {*alone}
        known = {former: now for former, now in {**dict(self.lives), **lives}.items() if former not in apart}
        return replace(self, lives=tuple(sorted(known.items())))


def load(path: str) -> Kept:
    """What is kept; nothing where there is no file. Raises StoreError when it cannot be read: what was purged must not
    come back."""
    try:
        return _typed(json.loads(content_of(path)))
    except FileNotFoundError:
        return Kept()
    except OSError as error:
        raise StoreError(say("{path} can't be used: {reason}.", path=path, reason=reason(error))) from error
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError) as error:
        raise StoreError(say("{path} isn't what was written. Move it away.", path=path)) from error


def save(path: str, kept: Kept) -> None:
    """Write it. Raises StoreError."""
    purged = [{**purged_spans.plain(each.span), "obeyed": each.at and each.at.isoformat()} for each in kept.obeyed]
    said = {
        "purged": purged,
        "forgotten": kept.forgotten,
        "names": dict(kept.names),
        "former": kept.former,
        "since": kept.since and kept.since.isoformat(),
        "witness": kept.witness,
        "unsaid": dict(kept.unsaid),
        "moved": kept.moved,
        "lives": dict(kept.lives),
        "unheard": kept.unheard,
    }
    write_whole(path, json.dumps(said, indent=1).encode("ascii") + b"\n")


def _typed(said: Any) -> Kept:
    obeyed = []
    for each in said["purged"]:
        span, at = purged_spans.typed(each), each["obeyed"]
        if span is None:
            raise ValueError(each)
        obeyed.append(Obeyed(span, None if at is None else datetime.fromisoformat(at)))
    names = ((str(device), plain_name(str(name))) for device, name in said.get("names", {}).items())
    former = tuple(str(each) for each in said.get("former", ()))
    since = said.get("since")
    witness = said.get("witness")
    forgotten = tuple(str(each) for each in said["forgotten"])
    unsaid = tuple((str(device), int(after)) for device, after in said.get("unsaid", {}).items())
    return Kept(
        tuple(obeyed),
        forgotten,
        tuple(names),
        former,
        None if since is None else datetime.fromisoformat(since),
        witness if isinstance(witness, int) else None,
        unsaid,
        tuple((str(device), int(after), str(now), int(count)) for device, after, now, count in said.get("moved", ())),
        tuple((str(former), str(now)) for former, now in said.get("lives", {}).items()),
        None if said.get("unheard") is None else (str(said["unheard"][0]), int(said["unheard"][1])),
    )


def known_names(path: str) -> dict[str, str]:
    """What the person calls their machines, by device, and two of one name told apart. Raises StoreError.

    ``path`` is the file of ``kept``, so that the shared folder, which may not answer, is not asked.
    """
    known_here = load(path)
    return told_apart(dict(known_here.names), dict(known_here.lives))
