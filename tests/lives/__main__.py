"""Lives many simulated lives: ``python -m tests.lives [HOW MANY] [FIRST SEED]``. Exits 1 when a rule was broken."""

import sys

from tests.lives.many import Tally


def main(words: list[str]) -> int:
    """Live, say how it goes, and say what came of it."""
    count, first = int(words[0]) if words else 300, int(words[1]) if len(words) > 1 else 0
    tally = Tally()
    for seed in range(first, first + count):
        known = len(tally.broken)
        tally.add(seed)
        for each in tally.broken[known:]:
            print(each, flush=True)
        if tally.lives % 500 == 0:
            print(tally, flush=True)
    print(tally)
    return int(bool(tally.broken))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
