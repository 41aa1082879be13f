"""Which verb was typed? Finds who serves it, and turns what goes wrong into one line and an exit code.

Status bars call this every few seconds, so nothing is imported before the verb is known.
"""

import io
import sys
from collections.abc import Sequence

from tray import __version__

DONE, FAILED, WRONG_USE, NOT_RUNNING, REFUSED = range(5)
"""The exit codes. An interrupted command ends with 130."""
INTERRUPTED = 130

VERBS = {
    "status": "the pressure, what holds it and what comes next  [--json]",
    "explain": "where the pressure comes from, every point of it  [--json] [--formula]",
    "what-if": 'what would come of it: "walk 15m", "work 2h", "stop at 17:00", "close 2", "plan 2"  [--json]',
    "incidents": "when memory was full, and what filled it  [--json]",
    "break": "begin a break: a length (7m) or rest, walk, lunch; as worked out when nothing is said",
    "back": "end the break",
    "snooze": "no suggestions for a while  [LENGTH|tomorrow]",
    "skip": "skip the suggested break",
    "pause": "stop tracking  [LENGTH|TIME|tomorrow]",
    "resume": "go on tracking",
    "start": "begin a session: LABEL [--estimate 2h] [--load light|normal|pressed] [--by-hand]",
    "stop": "end the session",
    "commit": "open a commitment: TEXT [--plan WHEN] [--reason WHY]",
    "commitments": "list the open commitments",
    "plan": "give a commitment's next step a time: N WHEN",
    "close": "close a commitment: N",
    "checkin": "answer a question: fatigue|rested|engaged|switched_off 0–10",
    "was": "say what a span was: work|walk|rest [FROM-TO]",
    "end-day": "shut the day down",
    "simulate": "a life that did not happen: FILE or --preset NAME  [--json]",
    "replay": "--check: fold the whole record anew and compare, bit for bit  [--json]",
    "settings": "path, default, schema, check, set, edit, show",
    "quit": "end the running program",
}
"""Every verb, with one line of help."""

_OPTIONS = {
    "--demo": "play a day in a minute, in the real tray, on a store of its own",
    "--no-tray": "ask for no icon",
    "--version": "say which version this is",
    "--help": "this text; VERB --help says more about a verb",
}


def usage() -> str:
    """The text of ``--help``."""
    wide = max(map(len, [*VERBS, *_OPTIONS])) + 2
    verbs = (f"  {name:<{wide}}{line}" for name, line in VERBS.items())
    options = (f"  {name:<{wide}}{line}" for name, line in _OPTIONS.items())
    return "\n".join(
        (
            "Backpressure shows the load you carry as memory pressure, in the tray.",
            "",
            "backpressure [--no-tray | --demo]   run it; it stays in the foreground, Ctrl-C ends it",
            "backpressure VERB …                 ask the running program",
            "",
            *verbs,
            "",
            *options,
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong use or settings, 3 not running, 4 refused by a limit.",
        )
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code and never raises."""
    words = list(sys.argv[1:] if arguments is None else arguments)
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
    if not words or words[0] in ("--no-tray", "--demo"):
        from tray.cli.run import run

        return run(words)
    if words[0] in ("--help", "-h", "help"):
        print(usage())
        return DONE
    if words[0] == "--version":
        print(f"backpressure {__version__}")
        return DONE
    return _verb(words[0], words[1:])


def _verb(name: str, rest: list[str]) -> int:
    if name == "settings":
        from tray.cli.settings import settings

        return settings(rest, sys.stdout, sys.stderr)
    if name == "simulate":
        from tray.cli.simulate import simulate

        return simulate(rest, sys.stdout)
    if name in ("explain", "what-if", "incidents", "replay"):
        from tray.cli.inquire import serve

        return serve(name, rest, sys.stdout)
    if name in VERBS:
        from tray.cli.ask import ask

        return ask(name, rest)
    from difflib import get_close_matches

    near = get_close_matches(name, [*VERBS, *_OPTIONS], 1)
    hint = f' Did you mean "{near[0]}"?' if near else ""
    print(f'backpressure: there is no verb "{name}".{hint} `backpressure --help` lists them all.', file=sys.stderr)
    return WRONG_USE


def _failed(problem: Exception) -> int:
    from tray.errors import BackpressureError

    if isinstance(problem, BackpressureError):
        print(f"backpressure: {problem}", file=sys.stderr)
        return problem.exit_code
    # Ours, not the person's: one line that can be reported.
    where = problem.__traceback__
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    place = f"{where.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{where.tb_lineno}" if where else "?"
    print(f"backpressure: a fault of the program, please report it: {problem!r} at {place}", file=sys.stderr)
    return FAILED
