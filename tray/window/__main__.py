"""``python -m tray.window``, as the running program starts it."""

import gc
import sys

if __name__ == "__main__":
    gc.disable()  # until it is on the screen: nothing of what is read until then is ever given back
    from tray.window.early import Early

    early = Early()
    early.read_ours()
    from tray.window.program import main  # with the toolkit, while the program answers

    sys.exit(main(early))
