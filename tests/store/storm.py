"""What does a busy program do to its files? ``python -m tests.store.storm FOLDER`` does it, and prints what is safe."""

import sys
from pathlib import Path

from tests.store.stories import NOW, a_life
from tray.ports import Snapshot
from tray.store.files.durable_files import write_whole
from tray.store.journal.journal import Journal
from tray.store.opening import open_store

BATCHES = 30


def main(folder: str) -> None:
    """Open, append, keep, write a file, close; a line for each batch and each file that is on disk."""
    opened = open_store(f"{folder}/history.sqlite3", NOW)
    assert opened.remarks == ()
    assert isinstance(opened.store, Journal)
    for batch in range(BATCHES):
        last = opened.store.append(a_life(20, start=100 * batch))[-1]
        print(f"fact {last.n}\n", end="", flush=True)  # in one piece
        if batch % 10 == 9:
            opened.store.keep(Snapshot(last.order, {"batch": batch}))
            opened.store.saw(NOW)
            write_whole(f"{folder}/settings.toml", f"{batch}\n".encode() * 5000)
            print(f"file {batch}\n", end="", flush=True)
    opened.store.close()


if __name__ == "__main__":
    Path(sys.argv[1]).mkdir(exist_ok=True)
    main(sys.argv[1])
