"""Lives many simulated lives at several machines: ``python -m tests.lives.machines [HOW MANY] [FIRST SEED]``.

Exits 1 when a rule was broken. All processors live some of them, or as many as BACKPRESSURE_PROCESSES says.
"""

import os
import sys
from collections.abc import Iterable
from multiprocessing import Pool

from tests.lives.machines.many import Tally

_AT_A_TIME = 10


def main(words: list[str]) -> int:
    """Live, say how it goes, and say what came of it."""
    count, first = int(words[0]) if words else 100, int(words[1]) if len(words) > 1 else 0
    seeds = range(first, first + count)
    tally = Tally()
    with Pool(int(os.environ.get("BACKPRESSURE_PROCESSES", "0")) or None) as processors:
        parts = (seeds[start : start + _AT_A_TIME] for start in range(0, count, _AT_A_TIME))
        for part in processors.imap(_lived, parts):
            tally = tally.together(part)
            for each in part.broken:
                print(each, flush=True)
            if tally.lives % 200 == 0:
                print(tally, flush=True)
    print(tally)
    return int(bool(tally.broken))


def _lived(seeds: Iterable[int]) -> Tally:
    tally = Tally()
    for seed in seeds:
        tally.add(seed)
    return tally


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
