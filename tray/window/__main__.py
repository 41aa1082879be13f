"""``python -m tray.window``, as the running program starts it."""

import gc
import sys

if __name__ == "__main__":
    gc.disable()  # until it is on the screen: nothing of what is read until then is ever given back
    from tray.lib.loading.lazy_import import leave

    leave("argparse", "shutil", "tempfile", "traceback")  # which PySide6 imports, and does not use
    from tray.lib.crashes import keep_words_out_of_crashes
    from tray.window.ask_while_loading import Early

    keep_words_out_of_crashes()
    early = Early()
    early.read_ours()
    from tray.window.process_and_its_end import main  # with the toolkit, while the program answers

    sys.exit(main(early))
