"""Finds who serves the verb that was typed, and turns what goes wrong into a line and an exit code.

Status bars call this every few seconds, so nothing is imported before the verb is known.
"""

import io
import os
import sys
from errno import EDQUOT, ENOSPC

from tray.cli.language import is_for_people, put_in_force
from tray.cli.parse import ENDS_OPTIONS, is_option, named, parse
from tray.cli.terminal import complain, shown_in
from tray.cli.verb_places_and_options import Verb

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

DONE, FAILED, WRONG_USE, NOT_RUNNING, REFUSED = range(5)
"""The exit codes. An interrupted command ends with 130."""
INTERRUPTED = 130


def main(arguments: "Sequence[str] | None" = None) -> int:
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
    options = words[: words.index(ENDS_OPTIONS)] if ENDS_OPTIONS in words else words
    if is_for_people(options):
        put_in_force()
    if "--help" in options or "-h" in options:
        from tray.cli.help import asked

        return asked(words, sys.stdout)
    verb = _verb(words)
    out = shown_in(sys.stdout)
    code: int = named(verb.serve)(parse(verb, words[1:] if verb.name else words), out)
    return code


def _verb(words: list[str]) -> Verb:
    if words[:1] == ["status"]:
        from tray.cli.verb_table_of_status_agent_and_demo import STATUS

        return STATUS
    if words[:1] == ["agent"]:
        from tray.cli.verb_table_of_status_agent_and_demo import AGENT

        return AGENT
    if not words or is_option(words[0]):
        from tray.cli.verb_table_of_status_agent_and_demo import PROGRAM_ALONE

        return PROGRAM_ALONE
    from tray.cli.verb_table import VERBS

    if words[0] not in VERBS:
        from tray.cli.help import unknown

        raise unknown(words[0])
    return VERBS[words[0]]


def _failed(problem: Exception) -> int:
    from tray.errors import BackpressureError
    from tray.lib.language.translation import say

    if isinstance(problem, BackpressureError):
        complain(problem)
        return problem.exit_code
    if isinstance(problem, OSError) and problem.errno in (ENOSPC, EDQUOT):
        complain(say("The output can't be written: no space is left there."))
        return FAILED
    # Ours, not the person's: one line that can be reported, without what they wrote.
    from tray.lib.crashes import bug

    complain(bug(problem))
    return FAILED
