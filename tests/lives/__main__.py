"""Lives many simulated lives: ``python -m tests.lives [HOW MANY] [FIRST SEED]``. Exits 1 when a rule was broken.

All processors live some of them.
"""

import sys
from collections.abc import Sequence
from functools import partial
from multiprocessing import Pool
from typing import Any

from tests.lives.many import Tally

_AT_A_TIME = 20
"""A tally of so many is handed over; each takes about two seconds of a processor."""


def main(words: list[str], kind: Any = Tally) -> int:
    """Live lives that are tallied by ``kind``, say how it goes, and say what came of it."""
    count, first = int(words[0]) if words else 300, int(words[1]) if len(words) > 1 else 0
    seeds = range(first, first + count)
    tally = kind()
    with Pool() as processors:
        parts = (seeds[start : start + _AT_A_TIME] for start in range(0, count, _AT_A_TIME))
        for part in processors.imap(partial(_lived, kind), parts):
            tally = tally.together(part)
            for each in part.broken:
                print(each, flush=True)
            if tally.lives % 500 == 0:
                print(tally, flush=True)
    print(tally)
    return int(bool(tally.broken))


def _lived(kind: Any, seeds: Sequence[int]) -> Any:
    tally = kind()
    for seed in seeds:
        tally.add(seed)
    return tally


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
