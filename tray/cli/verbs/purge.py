"""Deletes history for good, after asking."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from tray.cli.parse import Line
from tray.cli.terminal import complain
from tray.cli.verbs.history import asked_range
from tray.cli.verbs.history_import import history_of_our_own, tell_program
from tray.control import protocol
from tray.errors import StoreDamaged, StoreError, UsageError
from tray.history.known_while_not_running import own_settings
from tray.history.past import recorded
from tray.lib.language.translation import say, say_many
from tray.store.files.places import Places
from tray.store.files.published_calendar import published_file, unpublish
from tray.store.files.purge_leftovers import forget
from tray.store.journal.journal import Journal

_NOTHING_DONE = 1


def purge(line: Line, out: TextIO, answers: TextIO | None = None) -> int:
    """``backpressure purge [--from WHEN] [--to WHEN] [--yes]``; returns the exit code. Raises errors of ours."""
    since, until = _asked_range(line)
    if "--yes" not in line and not _agreed(since, until, out, answers or sys.stdin):
        print(say("Nothing was deleted."), file=out)
        return _NOTHING_DONE
    delete(since, until, None, out)
    return 0


def _asked_range(line: Line) -> tuple[datetime | None, datetime | None]:
    """What is meant by days, for which the record is read; one that is damaged is rescued before."""
    try:
        return asked_range(line)
    except StoreDamaged:
        with history_of_our_own():
            pass
        return asked_range(line)


def delete(since: datetime | None, until: datetime | None, device: str | None, out: TextIO) -> None:
    """Delete facts here and on the machines that share a folder with this one, and say so. Raises errors of ours."""
    places, settings = Places(), own_settings()
    shares = settings.machines.folder
    bounds = {"start": since and since.isoformat(), "end": until and until.isoformat(), "device": device}
    removed = tell_program(protocol.PURGE, bounds)
    own_device = None
    if removed is None:
        with history_of_our_own() as store:
            own_device = store.device
            # One that shared its history once may do so again, and get back what was deleted meanwhile.
            keeps = shares or Path(places.machines).exists()
            removed = _delete_from(store, since, until, device) if keeps else store.purge(since, until)
        # A running program writes it anew by itself, and so does the next one where there still are blocks.
        unpublish(published_file(settings.calendar.publish or places.data))
    forget(places, since, until, device)
    print(say_many("{count} record permanently deleted.", "{count} records permanently deleted.", removed), file=out)
    if shares:
        _tell_others(shares, own_device, out)


def _delete_from(store: Journal, since: datetime | None, until: datetime | None, device: str | None) -> int:
    from tray.store.machines import purging

    path, now = Places().machines, datetime.now(UTC)
    span = purging.remember(store, path, since, until, device, now)
    removed = store.purge(since, until, device)
    purging.done(path, span, now)
    return removed


def _tell_others(shares: str, own_device: str | None, out: TextIO) -> None:
    """``own_device`` where nothing runs that does it."""
    from tray.store.machines import purging
    from tray.store.machines.folder import expanded, opened
    from tray.store.machines.folder_that_hangs import within
    from tray.view.words.machines import does_not_answer, keeps_deleted

    folder, path = expanded(shares), Places().machines

    def tell() -> list[str]:
        if own_device is not None:
            purging.publish(folder, own_device, path)
        with opened(folder) as shared:
            return purging.keepers(shared)

    try:
        keepers = within(tell, does_not_answer(folder))
    except StoreError as problem:
        complain(problem)
        keepers = []
    print(say("Your other machines delete it too, when they hear of it."), file=out)
    for keeper in keepers:
        print(keeps_deleted(f"{folder}/{keeper}"), file=out)


def _agreed(since: datetime | None, until: datetime | None, out: TextIO, answers: TextIO) -> bool:
    if not answers.isatty():
        raise UsageError(say("purge asks before it deletes anything. Without a terminal it needs --yes."))
    count = sum(1 for _ in recorded(since, until))
    return agreed(_question(count, everything=since is None and until is None), out, answers)


def agreed(question: str, out: TextIO, answers: TextIO) -> bool:
    """Whether the person says yes to what can't be undone."""
    print(question, file=out)
    print(say('Type "yes" to go on:'), end=" ", file=out, flush=True)
    return answers.readline().strip().lower() == "yes"


def _question(count: int, *, everything: bool) -> str:
    if everything:
        return say_many(
            "This deletes your whole history from the disk: {count} record. It can't be undone.",
            "This deletes your whole history from the disk: {count} records. It can't be undone.",
            count,
        )
    return say_many(
        "This deletes this part of your history from the disk: {count} record. It can't be undone.",
        "This deletes this part of your history from the disk: {count} records. It can't be undone.",
        count,
    )
