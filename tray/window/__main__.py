"""``python -m tray.window``, as the running program starts it."""

import sys

from tray.window.early import Early

if __name__ == "__main__":
    early = Early()
    from tray.window.program import main  # with the toolkit, while the program answers

    sys.exit(main(early))
