"""``python -m tray.window``, as the running program starts it."""

import sys

from tray.window.program import main

if __name__ == "__main__":
    sys.exit(main())
