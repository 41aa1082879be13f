"""Counts lives, and what came of them. ``python -m tests.lives.machines`` lives as many as it is told to."""

import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.history.machines import SILENT
from tests.lives.machines.computer import simulated
from tests.lives.machines.household import Action, Household
from tests.lives.machines.life import life
from tests.lives.rules import Broken
from tray.settings.defaults.every_setting import Settings

DAYS = 30
_PLAIN_EACH = 4
"""Every so many lives there is only input, and a machine that sees all of it says the same."""
_READ_EACH = 5
"""Every so many lives somebody reads the tooltip: for its words, a machine at work looks each minute."""
_SAME = {"days", "disks"}
_MEMORY = "/dev/shm"


@dataclass
class Tally:
    """What many lives came to."""

    days: int = DAYS
    disks: bool = False
    """Whole disks are put back, too."""
    lives: int = 0
    facts: int = 0
    compared: int = 0
    spoken: int = 0
    kills: int = 0
    restored: int = 0
    put_back: int = 0
    imports: int = 0
    purged: int = 0
    carried: int = 0
    pieces: int = 0
    conflicts: int = 0
    broken: list[str] = field(default_factory=list)

    def add(self, seed: int, actions: Iterable[Action] | None = None) -> None:
        """Live the life of a seed."""
        household = None
        root = Path(tempfile.mkdtemp(dir=_MEMORY if Path(_MEMORY).is_dir() else None, prefix="lives"))
        try:
            with simulated(Random(seed), is_read=seed % _READ_EACH == 0):
                household, script = begun(seed, root, self.days, disks=self.disks)
                try:
                    for action in script if actions is None else actions:
                        household.do(action)
                finally:
                    for each in household.computers:
                        each.dead()
        except Exception as problem:
            lived = household.lived if household else []
            self.broken.append(f"seed {seed}, action {len(lived)} {lived[-1:]}: {problem!r:.1800}")
        finally:
            shutil.rmtree(root, ignore_errors=True)
        if household is not None:
            self._count(household)

    def _count(self, household: Household) -> None:
        self.lives += 1
        self.facts += sum(household.recordings.facts.values())
        self.compared += household.compared
        self.spoken += household.suggestions
        self.kills += sum(each.kills for each in household.computers)
        self.restored += household.restored
        self.put_back += household.put_back
        self.imports += household.imports
        self.purged += household.purged
        self.carried += household.engine.delivered
        self.pieces += household.engine.pieces
        self.conflicts += household.engine.conflicts

    def together(self, other: "Tally") -> "Tally":
        """What both came to."""
        numbers = {name: getattr(self, name) + getattr(other, name) for name in vars(self) if name not in _SAME}
        return Tally(self.days, self.disks, **numbers)

    def __str__(self) -> str:
        return (
            f"{self.lives:,} lives of {self.days} days at two or three machines, {len(self.broken)} violations "
            f"({self.facts:,} facts, {self.compared:,} times all compared, {self.spoken:,} times spoken, "
            f"{self.kills:,} kills, {self.restored:,} old backups, "
            f"{self.put_back:,} disks put back whole, {self.imports:,} imports, {self.purged:,} purges, "
            f"{self.carried:,} files carried, {self.pieces:,} in pieces, {self.conflicts:,} conflict copies)"
        )


def begun(seed: int, root: Path, days: int = DAYS, *, disks: bool = False) -> tuple[Household, Iterable[Action]]:
    """The machines of a life, and what is to happen to them."""
    random, plain = Random(seed), seed % _PLAIN_EACH == 0
    machines = random.choice((2, 2, 3))
    household = Household(root, machines, SILENT if plain else Settings(), random, has_truth=plain)
    return household, life(random, machines, days, plain=plain, disks=disks)


__all__ = ["Broken", "Tally", "begun"]
