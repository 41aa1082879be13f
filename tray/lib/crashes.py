"""Says of an error what kind it is and where it came from, but not its words, which may hold a label or a title."""

import sys
from types import TracebackType

from tray.lib.language.translation import say

_FRAMES = 6


def wordless(error: BaseException) -> str:
    """The kind of an error and where it came from."""
    number = f" {error.errno}" if isinstance(error, OSError) and error.errno else ""
    return " ".join(
        part for part in (f"{type(error).__name__}{number}", " < ".join(_places(error.__traceback__))) if part
    )


def bug(error: BaseException) -> str:
    """That an error is ours, in one line that can be reported."""
    return say("This is a bug in Backpressure. Please report it: {fault}", fault=wordless(error))


def something_went_wrong(log: str) -> str:
    """That an error of ours was caught, which status shows; ``log`` is the file that says which."""
    return say("Something went wrong in Backpressure. Please report it; {log} says what.", log=log)


def keep_words_out_of_crashes() -> None:
    """From here on, this process says of an error that nobody catches, in whatever thread or slot, no words either."""
    import threading  # what calls this has it already

    sys.excepthook = lambda kind, error, _: _crashed(error or kind())
    sys.unraisablehook = lambda told: _crashed(told.exc_value or told.exc_type())
    threading.excepthook = lambda told: _crashed(told.exc_value or told.exc_type())


def _crashed(error: BaseException) -> None:
    if sys.stderr is not None:
        print(bug(error), file=sys.stderr, flush=True)


def _places(trace: TracebackType | None) -> list[str]:
    """Where an error was raised, and from where that was called, innermost first."""
    places: list[str] = []
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename.replace("\\", "/").rpartition("/")[2]
        places.insert(0, f"{file}:{_line(trace)}")
        trace = trace.tb_next
    return places[:_FRAMES]


def _line(trace: TracebackType) -> int | None:
    """Where its code was kept without lines, whatever has loaded it knows them."""
    spec = trace.tb_frame.f_globals.get("__spec__")
    line_of = getattr(getattr(spec, "loader", None), "line_of", None)
    line: int | None = line_of(trace.tb_frame.f_code, trace.tb_lasti, spec) if line_of else None
    return trace.tb_lineno if line is None else line
