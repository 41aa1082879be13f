"""Takes facts out of the history for good, and into it from elsewhere, while the program runs."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from tray.app.loop import Loop
from tray.control import command_form, protocol
from tray.core.messages.plausible import EARLIEST, LATEST
from tray.errors import StoreError, UsageError
from tray.lib.translation import say
from tray.store.journal.export import records
from tray.view.words.history import unchangeable


def answer(verb: str, arguments: Mapping[str, Any], loop: Loop) -> dict[str, Any]:
    """Do what ``history import`` or ``purge`` asks for, and say how many facts it was about.

    Raises UsageError and StoreError; then nothing is changed.
    """
    if loop.reading:
        raise StoreError(loop.why_not_yet)
    loop.write_down()
    if not loop.durable:
        # Deleted in memory, it would be on disk all the same.
        raise StoreError(unchangeable(loop.problems.get("history", "")))
    match verb:
        case protocol.TAKE:
            records = _handed_over(arguments, loop.timeline.now())
            count = loop.record.take(records, loop.timeline.now(), at_once=False)
        case protocol.PURGE:
            start, end = (_instant(arguments.get(name)) for name in ("start", "end"))
            count = loop.record.purge(start, end, loop.timeline.now(), at_once=False)
        case _:
            raise UsageError(say("{verb} moves no facts.", verb=repr(verb)))
    loop.read_anew()
    return {"count": count}


def _handed_over(arguments: Mapping[str, Any], now: datetime) -> Any:
    """The facts in the file that the command line has written, in the folder that only this user can use."""
    name = command_form.unpacked_path(arguments.get("file"))
    try:
        with Path(name).open(encoding="utf-8") as lines:
            return list(records(lines, now))
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(say("{name} can't be read: {error}.", name=name, error=error)) from error


def _instant(said: Any) -> datetime | None:
    if said is None:
        return None
    try:
        at = datetime.fromisoformat(said)
    except (TypeError, ValueError) as error:
        raise UsageError(say("{value} is no point in time.", value=repr(said))) from error
    if at.tzinfo is None:
        raise UsageError(say("{value} has no offset from UTC.", value=repr(said)))
    if not EARLIEST <= at < LATEST:
        raise UsageError(
            say(
                "{value} is out of range: from {first} to {last} are possible.",
                value=said,
                first=EARLIEST.year,
                last=LATEST.year,
            )
        )
    return at
