"""Says what is the matter with the history: that it was damaged, can't be written, or isn't counted in full."""

from datetime import datetime, tzinfo

from tray.lib.language.formats import formats, together
from tray.lib.language.translation import mark, say, say_many
from tray.view.words.names_and_numbers import clock

NO_ROOM = mark("There's no room left on the disk for the history {file}. Make some room.")
QUOTA_USED_UP = mark("The history {file}: your quota on this disk is used up. Make some room.")
READ_ONLY = mark("Nothing may write to the history {file}. Allow writing in its folder.")
BUSY = mark("Another program keeps the history {file} busy. Try again, or end that program.")
DISK_ERROR = mark("The disk with the history {file} answered with an error. Check the disk.")
CANNOT_BE_OPENED = mark("The history {file} can't be opened. Look at the permissions of its folder.")
MAY_NOT_BE_OPENED = mark("The history {file} may not be opened. Look at the permissions of its folder.")


def damaged(reason: str, file: str, saved: int | None = None) -> str:
    """That a new history was begun; ``saved`` is how many facts were saved from the old one, where that is known."""
    if saved is None:
        return say(
            "The history was damaged ({reason}). A new one was begun, and the damaged one is kept as {file}.",
            reason=reason,
            file=file,
        )
    if not saved:
        return say(
            "The history was damaged ({reason}). A new one was begun, and the damaged one is kept as {file}. "
            "Nothing could be saved from it.",
            reason=reason,
            file=file,
        )
    return say_many(
        "The history was damaged ({reason}). A new one was begun, and the damaged one is kept as {file}. "
        "{count} fact was saved from it.",
        "The history was damaged ({reason}). A new one was begun, and the damaged one is kept as {file}. "
        "{count} facts were saved from it.",
        saved,
        reason=reason,
        file=file,
    )


def rescue_interrupted(file: str) -> str:
    """That a history was damaged, whose rescue ended before it was complete."""
    return damaged(say("a rescue was interrupted"), file)


def converted(copy: str) -> str:
    """That the history has a new form."""
    return say("The history was converted to a new format; the old one is kept as {copy}.", copy=copy)


def in_memory(problem: str) -> str:
    """Why nothing is written, and what that means."""
    return say(
        "{problem} Backpressure goes on, and writes everything down as soon as that works. "
        "If it ends before then, what happened meanwhile is lost.",
        problem=problem,
    )


def reading(percent: int) -> str:
    """That the record is still being read, and how far."""
    return say("Backpressure is still reading its record: {share} so far.", share=formats().in_percent(percent))


def not_while_reading(percent: int) -> str:
    """What to answer to somebody who asks for something that only the whole record can say."""
    return say(
        "Backpressure is still reading its record: {share} so far. Nothing was changed; try again in a moment.",
        share=formats().in_percent(percent),
    )


def left_out(implausible: int, waiting: int) -> str | None:
    """Which facts on record aren't counted, and what to do about it; None where all are."""
    untrue = later = ""
    if implausible:
        untrue = say_many(
            "{count} fact on record can't be true, such as a date before 1970. Backpressure leaves it out; you needn't "
            "do anything. `backpressure history --json` shows it among the others.",
            "{count} facts on record can't be true, such as a date before 1970. Backpressure leaves them out; you "
            "needn't do anything. `backpressure history --json` shows them among the others.",
            implausible,
        )
    if waiting:
        later = say_many(
            "{count} fact from another device is dated in the future. It counts when that time has come. "
            "If the clock of that device is wrong, set it right.",
            "{count} facts from another device are dated in the future. They count when that time has come. "
            "If the clock of that device is wrong, set it right.",
            waiting,
        )
    return together((untrue, later)) or None


def written(since: datetime, zone: tzinfo) -> str:
    """That what was kept in memory is on disk."""
    time = clock(since, zone)
    return say("The history can be written again. Everything since {time} is on disk now.", time=time)


def not_kept(problem: str) -> str:
    """What to answer to somebody whose command was carried out and can't be kept."""
    return say(
        "Done, but it isn't on disk yet, and will be lost if Backpressure ends before it is. {problem}", problem=problem
    )


def unchangeable(problem: str) -> str:
    """What to answer to somebody who wants to import or delete facts."""
    return say("Nothing was changed, since the history can't be written now. {problem}", problem=problem)
