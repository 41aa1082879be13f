"""Reads the to-do files that a person names, in a process of its own: one on a disk that hangs hangs nobody else.

Run with an order as JSON on its standard input, it writes what it found as JSON to its standard output. Each path is
read by a thread, and what has not come in time is given up; the rest is told.
"""

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from tray.desktop.common.pattern_hidden_large_hanging_files import NamedFiles, NotReadable, Reading, answer_and_end
from tray.desktop.to_dos import mail
from tray.desktop.to_dos.todo_txt_org_taskpaper_json import KNOWN, dialect, open_in
from tray.lib.crashes import keep_words_out_of_crashes
from tray.lib.language.translation import mark

PATIENCE_SECONDS = 5.0
_LARGEST = 4 << 20
"""A file of more bytes is no list of to-dos."""
_ALL_LARGEST = 32 << 20
_MOST_FILES = 2_000
_MOST_DATES = 400


def main() -> None:
    """Carry out the order on the standard input."""
    keep_words_out_of_crashes()
    counts = [_Count(path) for path in json.load(sys.stdin)]
    end = time.monotonic() + PATIENCE_SECONDS
    answer_and_end([each.told(end) for each in counts])


class _Count:
    """The open items of one path of the settings, which may be a file, a folder or a pattern."""

    def __init__(self, path: str) -> None:
        files = self._files = _Files(path, _is_list, ", ".join(KNOWN), _MOST_FILES)
        self._reading = Reading(files, self._add, _LARGEST, _ALL_LARGEST, each=False)
        self._unplanned = 0
        self._planned: Counter[date] = Counter()
        self._reading.start()

    def told(self, until: float) -> dict[str, Any]:
        """What was found, or what is wrong, and which folders tell of a change."""
        told = self._reading.told(until)
        if told["wrong"]:
            return told
        days = sorted(self._planned.items())
        # What is left out lies furthest back, and plans nothing any more.
        unplanned = self._unplanned + self._files.mails + sum(number for _, number in days[:-_MOST_DATES])
        planned = {day.isoformat(): number for day, number in days[-_MOST_DATES:]}
        return {"unplanned": unplanned, "planned": planned, **told}

    def _add(self, file: str, content: bytes) -> None:
        try:
            found = open_in(os.path.basename(file), content.decode("utf-8-sig"))
        except UnicodeDecodeError as problem:
            raise NotReadable(mark("it isn't text in UTF-8")) from problem
        self._unplanned += found.unplanned
        self._planned.update(dict(found.planned))


class _Files(NamedFiles):
    """Files of to-dos, or a Maildir, whose new mail is counted and not opened."""

    mails = 0

    def __iter__(self) -> Iterator[str]:
        if not mail.is_maildir(self.path):
            yield from super().__iter__()
            return
        new = mail.folder_of_new(self.path)
        self.folders.add(new)
        self.mails = mail.new_mails(new)


def _is_list(name: str) -> bool:
    """Whether a file that nobody named is one of to-dos: a text is, when it's called so, and a count never."""
    found = dialect(name)
    return found not in (None, "JSON") and (found != "todo.txt" or "todo" in name.lower())


if __name__ == "__main__":
    main()
