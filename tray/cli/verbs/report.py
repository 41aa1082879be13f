"""Makes a page about a day, a week, a month or a year, and opens it."""

import os
import stat
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

from tray.cli import typed_days_weeks_months_years
from tray.cli.parse import Line
from tray.cli.terminal import complain, print_path
from tray.cli.verbs.history import progress
from tray.cli.verbs.what_if import break_that_was_not
from tray.errors import StoreError, UsageError
from tray.history.past import Past, Progress, past
from tray.lib.language.translation import say
from tray.lib.private_files import TRUNCATED, make_or_open
from tray.report.day_figure import LONGEST_DRAWN
from tray.report.material_and_bounds import Bounds, Material, gathered
from tray.report.summary_sentences import USUAL
from tray.report.tables import MOST_INCIDENTS
from tray.report.warnings import MOST_WARNINGS
from tray.store.files.durable_files import home_folder, write_whole
from tray.store.files.places import Places
from tray.store.files.report_page_place import cached_page, page_place

BOUNDS = Bounds(MOST_WARNINGS, MOST_INCIDENTS, USUAL, LONGEST_DRAWN)
KINDS = ("--day", "--week", "--month", "--year")


def report(line: Line, out: TextIO) -> int:
    """``backpressure report [--day D|--week W|--month M|--year Y] [--out FILE] [--png FILE] [--what-if BREAK]``.

    Raises errors of ours.
    """
    kind = next((kind for kind in KINDS if kind in line), "--day")
    with ExitStack() as stack:
        known = stack.enter_context(past())
        told = stack.enter_context(progress(out))
        material = _material(known, kind[2:], line.value(kind) or "", line.value("--what-if"), told)
        if "--png" in line:
            _write_picture(material, Path(line.value("--png")), out)
    if "--png" not in line or "--out" in line:
        _write_page(material, line.value("--out"), out)
    return 0


def _material(found: Past, kind: str, text: str, imagined: str | None, told: Progress) -> Material:
    first, last = typed_days_weeks_months_years.days(kind, text, found.today, found.context.settings.hours)
    what_if = break_that_was_not(imagined, first, found) if imagined else None
    if what_if is not None and kind != "day":
        raise UsageError(say("--what-if is about a day. Name it with --day."))
    return gathered(found, kind, first, last, BOUNDS, what_if=what_if, progress=told)


def _write_picture(material: Material, file: Path, out: TextIO) -> None:
    from tray.report.picture import picture

    if material.kind != "day":
        raise UsageError(say("--png is a picture of a day. Name it with --day."))
    _write(file, picture(material))
    print_path(file, out)


def _write_page(material: Material, name: str | None, out: TextIO) -> None:
    from tray.report.page import page

    content = page(material).encode("utf-8")
    file = Path(name or _own_place())
    _write(file, content)
    print_path(file, out)
    if name is None:
        from tray.report.open_in_browser import show

        show(file)


def _own_place() -> str:
    """Where the page lies that nobody named a place for."""
    places = Places()
    page = page_place(places)
    if page == cached_page(places):
        home_folder(places.cache)
    return page


def _write(file: Path, content: bytes) -> None:
    """The page holds what the person wrote, so nobody else may read it.

    One that was there is whole until the new one is. What is no file, such as a pipe, is written into.
    """
    try:
        found = file.stat().st_mode if file.exists() else stat.S_IFREG
        if stat.S_ISREG(found) and os.access(file.resolve().parent, os.W_OK):
            write_whole(str(file), content)
        else:
            with os.fdopen(make_or_open(str(file), TRUNCATED, follow=True), "wb") as written:
                written.write(content)
    except OSError as error:
        raise StoreError(say("{file} can't be written: {reason}.", file=file, reason=error.strerror)) from error
    if sys.platform != "win32" and stat.S_ISREG(found) and found & 0o066:
        complain(
            say("{file} was there already, and others can read or change it. To stop that: chmod go= {file}", file=file)
        )
