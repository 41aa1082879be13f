"""Says what is the matter with the history: that it can't be written, or can be again, or isn't counted in full."""

from datetime import datetime, tzinfo

from tray.view.words.durations import clock


def in_memory(problem: str) -> str:
    """Why nothing is written, and what that means."""
    return (
        f"{problem} Backpressure goes on, and writes everything down as soon as that works. "
        "If it ends before, what happened meanwhile is lost."
    )


def left_out(implausible: int, waiting: int) -> str | None:
    """Which facts on record aren't counted, and what to do about it; None where all are."""
    sentences = []
    if implausible:
        they = "it" if implausible == 1 else "them"
        sentences.append(
            f"{_facts(implausible)} on record can't be true, such as a date before 1970. Backpressure leaves "
            f"{they} out; you needn't do anything. `backpressure history --json` shows {they} among the others."
        )
    if waiting:
        lies, they = ("lies", "It counts") if waiting == 1 else ("lie", "They count")
        sentences.append(
            f"{_facts(waiting)} from another device {lies} in the future. {they} when that time has come. "
            "If the clock of that device is wrong, set it right."
        )
    return " ".join(sentences) or None


def _facts(count: int) -> str:
    return "1 fact" if count == 1 else f"{count:,} facts"


def written(since: datetime, zone: tzinfo) -> str:
    """That what was kept in memory is on disk."""
    return f"The history can be written again. Everything since {clock(since, zone)} is on disk now."


def not_kept(problem: str) -> str:
    """What to answer to somebody whose command was carried out and can't be kept."""
    return f"Done, but it isn't on disk yet, and is lost if Backpressure ends before it is. {problem}"


def unchangeable(problem: str) -> str:
    """What to answer to somebody who wants to import or delete facts."""
    return f"Nothing was changed, since the history can't be written now. {problem}"
