"""``python -m tray``."""

import sys

from tray.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
