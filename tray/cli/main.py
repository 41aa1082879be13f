"""Which verb was typed? Finds who serves it, and turns what goes wrong into one line and an exit code.

Status bars call this every few seconds, so nothing is imported before the verb is known.
"""

import io
import os
import sys
from collections.abc import Sequence
from errno import ENOSPC

from tray import __version__
from tray.cli.terminal import harmless, shown_in

DONE, FAILED, WRONG_USE, NOT_RUNNING, REFUSED = range(5)
"""The exit codes. An interrupted command ends with 130."""
INTERRUPTED = 130
_HELP = {"--help", "-h"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code and never raises."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if sys.stdout is None:
        # pythonw has no streams; what is said then is said to nobody.
        sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter must not make a fault of it.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _serve(words)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader went away, as in `backpressure --help | head -1`; nothing more can be said to it.
        sys.stdout = None
        return DONE
    except Exception as problem:
        return _failed(problem)


def _serve(words: list[str]) -> int:
    if not _HELP.isdisjoint(words):
        from tray.cli.help import serve

        return serve(words, sys.stdout)
    if not words or words[0] in ("--no-tray", "--demo"):
        from tray.cli.verbs.run import run

        return run(words)
    if words[0] == "--version":
        print(f"backpressure {__version__}")
        return DONE
    return _verb(words[0], words[1:])


def _verb(name: str, rest: list[str]) -> int:
    if name == "status":
        # Asked so often that even the table of all verbs would be felt.
        from tray.cli.verbs.status import status

        return status(rest, shown_in(sys.stdout))
    from tray.cli.table import VERBS

    if name not in VERBS:
        from tray.cli.help import unknown

        raise unknown(name)
    serve = VERBS[name].serve
    if not serve:
        from tray.cli.verbs.ask import command

        return command(name, rest, shown_in(sys.stdout))
    module, _, function = serve.partition(":")
    code: int = getattr(__import__(module, fromlist=[function]), function)(rest, shown_in(sys.stdout))
    return code


def _failed(problem: Exception) -> int:
    from tray.errors import BackpressureError

    if isinstance(problem, BackpressureError):
        print(f"backpressure: {harmless(str(problem))}", file=sys.stderr)
        return problem.exit_code
    if isinstance(problem, OSError) and problem.errno == ENOSPC:
        print("backpressure: what was to be said could not be written: no space is left there.", file=sys.stderr)
        return FAILED
    # Ours, not the person's: one line that can be reported.
    where = problem.__traceback__
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    place = f"{where.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{where.tb_lineno}" if where else "?"
    print(f"backpressure: a fault of the program, please report it: {problem!r} at {place}", file=sys.stderr)
    return FAILED
