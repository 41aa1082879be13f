"""Reads calendar files in a process of its own, which ends: parsing needs more memory than the whole tray.

Run with an order as JSON on its standard input, it writes the occurrences that it found as JSON to its standard output.
"""

import json
import os
import sys
import time
from datetime import date, timedelta
from typing import Any

from tray.core.appointments import Entry
from tray.desktop.calendars import evolution
from tray.desktop.calendars.entries_that_count import MOST_ENTRIES, Wanted, entries
from tray.desktop.calendars.ics_lines_kept_or_skipped import outlines
from tray.desktop.common.pattern_hidden_large_hanging_files import NamedFiles, Reading, answer_and_end
from tray.lib.crashes import keep_words_out_of_crashes
from tray.lib.language.translation import mark

PATIENCE_SECONDS = 15.0
_ENDINGS = (".ics", ".ical", ".icalendar")
_LARGEST, _ALL_LARGEST = 32 << 20, 128 << 20
_MOST_FILES = 20_000
_MOST_WRONG = 20
_LONGEST_NAME = 1_000


def main() -> None:
    """Carry out the order on the standard input."""
    keep_words_out_of_crashes()
    order = json.load(sys.stdin)
    first = date.fromisoformat(order["first"])
    wanted = Wanted(
        first,
        first + timedelta(days=order["days"]),
        order["titles"],
        frozenset(name.casefold() for name in order["days_off"]),
        frozenset(address.casefold().removeprefix("mailto:") for address in order["addresses"]),
        frozenset(name.casefold() for name in order["hours"]),
    )
    calendars = [_Calendars(path, wanted) for path in order["paths"]]
    end = time.monotonic() + PATIENCE_SECONDS
    answer_and_end([each.told(end) for each in calendars])


class _Calendars:
    """The calendars of one path of the settings, which may be a file, a folder or a pattern."""

    def __init__(self, path: str, wanted: Wanted) -> None:
        self._wanted = wanted
        files = NamedFiles(path, _is_calendar, ", ".join(_ENDINGS), _MOST_FILES)
        self._reading = Reading(files, self._add, _LARGEST, _ALL_LARGEST, each=True)
        self._files = files
        self._entries: list[Entry] = []
        self._wrong: list[dict[str, Any]] = []
        self._names: dict[str, tuple[str, ...]] = {}
        """What each folder is called, by itself and by the program that keeps it."""
        self._reading.start()

    def told(self, until: float) -> dict[str, Any]:
        """What was found, or what is wrong, and which folders tell of a change."""
        told = self._reading.told(until)
        told["wrong"] = [*told["wrong"], *self._wrong][:_MOST_WRONG]
        found = sorted(self._entries, key=lambda each: (str(each.start), str(each.end)))
        if len(found) > MOST_ENTRIES:
            told["wrong"].append({"message": mark("there are more than {most} entries in two weeks"), "places": {}})
            told["wrong"][-1]["places"] = {"most": MOST_ENTRIES}
        told["entries"] = [_plain(each) for each in found[:MOST_ENTRIES]]
        if evolution.NAME in told["names"]:
            told["names"] += evolution.BESIDE
        return told

    def _add(self, file: str, content: bytes) -> None:
        names = (os.path.splitext(os.path.basename(file))[0], *self._folder_names(os.path.dirname(file)))
        any_calendar = False
        if evolution.is_database(content):
            content = evolution.calendar_in(file, content)
        for outline in outlines(content, self._wanted.first, self._wanted.last, titles=self._wanted.titles):
            any_calendar = True
            try:
                found, wrong = entries(outline, names, self._wanted)
            except (ValueError, KeyError, AttributeError, TypeError, IndexError):
                # What the library says of it may hold what stands in it.
                self._say(file, [(mark("it isn't a calendar"), {})])
                continue
            self._entries += [each for each in found if self._is_near(each)]
            self._say(file, [(each.message, each.places) for each in wrong])
        if not any_calendar and content.strip():
            self._say(file, [(mark("it isn't a calendar"), {})])

    def _say(self, file: str, wrong: list[tuple[str, dict[str, Any]]]) -> None:
        inside = self._files.inside(file)
        self._wrong += [{"message": message, "places": places, "file": inside} for message, places in wrong]

    def _is_near(self, entry: Entry) -> bool:
        """With a day to spare, since nobody asks here which zone the person is in."""
        spare = timedelta(days=1)
        start, end = date.fromisoformat(str(entry.start)[:10]), date.fromisoformat(str(entry.end)[:10])
        return start <= self._wanted.last + spare and end >= self._wanted.first - spare

    def _folder_names(self, folder: str) -> tuple[str, ...]:
        """A folder's own name, and the one that vdirsyncer and khal keep in it."""
        if folder not in self._names:
            given: tuple[str, ...] = ()
            try:
                with open(os.path.join(folder, "displayname"), encoding="utf-8", errors="replace") as opened:
                    given = (opened.read(_LONGEST_NAME).strip(),)
            except OSError:
                pass  # few folders have it
            self._names[folder] = (os.path.basename(folder), *given, *evolution.called(folder))
        return self._names[folder]


def _is_calendar(name: str) -> bool:
    return name.lower().endswith(_ENDINGS) or name == evolution.NAME


def _plain(entry: Entry) -> list[Any]:
    return [entry.start.isoformat(), entry.end.isoformat(), entry.busy, entry.kind.value, entry.title]


if __name__ == "__main__":
    main()
