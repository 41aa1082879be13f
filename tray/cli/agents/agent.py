"""Tells the running program what an agent does. Hooks of agents run it at every step: it imports what it needs, late.

Whatever happens, the agent goes on: where nothing is running, or nothing could be noted, that's a word on stderr and
the exit code 0. Nothing goes to the standard output but to a person's terminal, since some agents read it.
"""

from tray.cli.agents.tell import tell
from tray.cli.terminal import columns, print_as_asked, print_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

    from tray.cli.parse import Line


def agent(line: "Line", out: "TextIO") -> int:
    """``backpressure agent …``. Raises errors of ours where a person asked to see something."""
    if line.verb.name == "list":
        return _listed(line, out)
    if line.verb.name == "run":
        from tray.cli.agents.run import run

        return run(line)
    quiet = "--quiet" in line
    if line.verb.name == "hook":
        from tray.cli.agents.hook import hook

        return hook(line)
    said = tell(line.text, line.verb.name, line.value("--expires"), quiet=quiet)
    if said and not quiet and out.isatty():
        print_text(said, out)
    return 0


def _listed(line: "Line", out: "TextIO") -> int:
    from tray.cli.verbs.inquire import inquire

    answer = inquire("agents", {"columns": columns(out)})
    print_as_asked(answer["agents"], answer["text"], out, json="--json" in line)
    return 0
