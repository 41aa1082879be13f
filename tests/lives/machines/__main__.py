"""Lives many simulated lives at several machines: ``python -m tests.lives.machines [HOW MANY] [FIRST SEED]``.

Exits 1 when a rule was broken. All processors live some of them.
"""

import sys

from tests.lives.__main__ import main
from tests.lives.machines.many import Tally

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Tally))
