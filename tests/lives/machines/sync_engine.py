"""Carries one folder between machines as sync engines do: late, twice, in pieces, with copies of conflicts."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

_Print = tuple[int, int, int] | None
PIECE_SECONDS = (5, 60)
"""After its first piece the rest of a file comes within so many."""


@dataclass
class Replica:
    """One machine's copy of the folder, as the engine last saw it."""

    folder: Path
    known: dict[str, tuple[int, _Print]] = field(default_factory=dict)
    """Of each file its version, and what tells that somebody changed it; None where it was deleted."""
    changed: set[str] = field(default_factory=set)
    """What the machine itself wrote since the last time."""

    def copied(self) -> "Replica":
        """As the engine has it on the disk at this instant."""
        return Replica(self.folder, dict(self.known), set(self.changed))


class Engine:
    """Knows all replicas; whoever wrote a file last is right, as with Syncthing."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.is_rough = False
        """It delivers twice, in place and in pieces."""
        self.pieces = self.delivered = self.conflicts = 0
        self._version = 0

    def put_back(self, replica: Replica) -> None:
        """See the files of a disk that was put back as those that were there: copied, they're others by their looks."""
        there = dict(_files(replica.folder))
        replica.known = {
            # What was deleted since it was looked at last is found so now.
            name: (version, None if seen is None else there.get(name, seen))
            for name, (version, seen) in replica.known.items()
        }

    def carry(self, replicas: Iterable[Replica]) -> tuple[list[Replica], bool]:
        """Bring these to the same contents; gives those that changed, and whether something is still to come."""
        several = [each for each in replicas if each.folder.is_dir()]
        for replica in several:
            self._scan(replica)
        latest: dict[str, tuple[int, Replica]] = {}
        for replica in several:
            for name, (version, _) in replica.known.items():
                if name not in latest or version > latest[name][0]:
                    latest[name] = version, replica
        touched: list[Replica] = []
        is_left = False
        for name, (version, winner) in sorted(latest.items()):
            for replica in several:
                if replica is not winner and replica.known.get(name, (0, None))[0] < version:
                    is_left |= not self._deliver(name, version, winner, replica)
                    if replica not in touched:
                        touched.append(replica)
        return touched, is_left

    def _scan(self, replica: Replica) -> None:
        there = dict(_files(replica.folder))
        replica.changed = set()
        for name in there.keys() | replica.known.keys():
            before = replica.known.get(name, (0, None))
            if there.get(name) != before[1]:
                self._version += 1
                replica.known[name] = self._version, there.get(name)
                replica.changed.add(name)

    def _deliver(self, name: str, version: int, winner: Replica, replica: Replica) -> bool:
        """Put a file in its place; whether all of it is there now."""
        source, target = winner.folder / name, replica.folder / name
        self.delivered += 1
        if winner.known[name][1] is None:
            target.unlink(missing_ok=True)
            replica.known[name] = version, None
            return True
        data = source.read_bytes()
        target.parent.mkdir(mode=0o700, exist_ok=True)
        if name in replica.changed and target.exists():
            self.conflicts += 1
            copy = target.with_name(f"{target.stem}.sync-conflict-{self._version}{target.suffix}")
            target.replace(copy)
        way = self.random.choice(("rename", "twice", "in place", "in pieces")) if self.is_rough else "rename"
        if way == "in pieces" and len(data) > 1 and replica.known.get(name, (0, None))[0] != -version:
            self.pieces += 1
            target.write_bytes(data[: self.random.randrange(1, len(data))])
            replica.known[name] = -version, _print_of(target)
            return False
        if way == "in place":
            target.write_bytes(data)
        else:
            for _ in range(2 if way == "twice" else 1):
                new = target.with_name(f".syncthing.{target.name}.tmp")
                new.write_bytes(data)
                new.replace(target)
        replica.known[name] = version, _print_of(target)
        return True

    def next_piece_seconds(self) -> float:
        """How long the rest of what came in pieces takes."""
        return self.random.uniform(*PIECE_SECONDS)


def _files(folder: Path) -> Iterable[tuple[str, _Print]]:
    for part in os.scandir(folder):
        if part.is_dir(follow_symlinks=False):
            for file in os.scandir(part):
                if not file.name.endswith((".new", ".tmp")):
                    yield f"{part.name}/{file.name}", _print_of(Path(file.path))


def _print_of(file: Path) -> _Print:
    about = file.stat()
    return about.st_ino, about.st_size, about.st_mtime_ns
