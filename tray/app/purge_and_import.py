"""Takes facts out of the history for good, and into it from elsewhere, while the program runs."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from tray.app.loop import Loop
from tray.control import command_form
from tray.core.messages.plausible_facts import EARLIEST, LATEST
from tray.errors import BackpressureError, StoreError, UsageError
from tray.lib.language.catalogue_reader import spoken
from tray.lib.language.translation import say
from tray.lib.steps import Steps
from tray.store.journal.records_as_json_lines import checked, checking
from tray.view.words.history_loading_and_trouble import unchangeable


def purge(arguments: Mapping[str, Any], loop: Loop) -> dict[str, Any]:
    """Do what ``purge`` asks for, and say how many facts it was about.

    Raises UsageError and StoreError; then nothing is changed.
    """
    _check_that_it_can_be(loop)
    start, end = (_instant(arguments.get(name)) for name in ("start", "end"))
    device = _device(arguments.get("device"))
    loop.world.purging(start, end, device)
    count = loop.purge(start, end, device)
    loop.world.purged()
    loop.read_anew()
    return {"count": count}


def take_in(arguments: Mapping[str, Any], loop: Loop, answer: Callable[[dict[str, Any]], None], language: str) -> None:
    """Do what ``history import`` asks for, in steps between which the icon answers, and say how many facts were new.

    Raises UsageError and StoreError, or answers with them in the language of who asks; then nothing is changed.
    """
    _check_that_it_can_be(loop)

    def done(count: int | BackpressureError) -> None:
        if isinstance(count, BackpressureError):
            answer({"ok": False, "error": str(count), "exit_code": count.exit_code})
        else:
            loop.world.imported()
            answer({"ok": True, "result": {"count": count}})

    name = command_form.unpacked_path(arguments.get("file"))
    loop.do_in_steps(_in_language(_taking(name, loop), language), done)


def _check_that_it_can_be(loop: Loop) -> None:
    if not loop.reading:
        loop.write_down()
    if loop.reading:
        raise StoreError(loop.why_not_yet)
    if not loop.durable:
        # Deleted in memory, it would be on disk all the same.
        raise StoreError(unchangeable(loop.problems.get("history", "")))


def _taking(name: str, loop: Loop) -> Steps[int]:
    """Take in the file that the command line has written, in the folder that only this user can use."""
    now = loop.timeline.now()
    try:
        with Path(name).open(encoding="utf-8") as lines:
            yield from checking(lines, now)
            lines.seek(0)
            return (yield from loop.record.taking(checked(lines), now))
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(say("{name} can't be read: {error}.", name=name, error=error)) from error


def _in_language(steps: Steps[int], language: str) -> Steps[int]:
    """What goes wrong is said in ``language``, whatever is in force between the steps."""
    while True:
        try:
            with spoken(language):
                next(steps)
        except StopIteration as end:
            count: int = end.value
            return count
        yield


def _device(said: Any) -> str | None:
    """The machine of which alone facts are meant, if one is named."""
    if said is None or isinstance(said, str):
        return said
    raise UsageError(say("{value} isn't a machine.", value=repr(said)))


def _instant(said: Any) -> datetime | None:
    if said is None:
        return None
    try:
        at = datetime.fromisoformat(said)
    except (TypeError, ValueError) as error:
        raise UsageError(say("{value} isn't a point in time.", value=repr(said))) from error
    if at.tzinfo is None:
        raise UsageError(say("{value} has no offset from UTC.", value=repr(said)))
    if not EARLIEST <= at < LATEST:
        raise UsageError(
            say(
                "{value} is out of range: it can be from {first} to {last}.",
                value=said,
                first=EARLIEST.year,
                last=LATEST.year,
            )
        )
    return at
