"""Shows the status. Status bars ask for it every few seconds, so it imports what it needs, and late."""

from tray.cli.terminal import colourful, columns, complain, print_coloured, print_json
from tray.errors import NotRunning
from tray.lib.language.translation import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, TextIO

    from tray.cli.parse import Line


def status(line: "Line", out: "TextIO") -> int:
    """Show the status of the running program; with nothing running, what was known last. Raises errors of ours."""
    follow = "--follow" in line
    arguments = {"json": "--json" in line, "format": line.value("--format"), "follow": follow}
    arguments |= {"colour": colourful(out), "columns": columns(out)}
    try:
        if follow:
            _follow(arguments, out)
        else:
            _print(_ask("status", arguments), arguments, out)
            return 0
    except NotRunning as problem:
        complain(problem)
    _print_last_known(arguments, out)
    return NotRunning.exit_code


def _follow(arguments: "Mapping[str, Any]", out: "TextIO") -> None:
    """Print each line as it comes. Raises NotRunning when the program ends."""
    from tray.control.client import follow
    from tray.store.files.places import Places

    heard = False
    try:
        for answer in follow(Places().serving, "follow", arguments):
            heard = True
            _print(answer, arguments, out)
            out.flush()
    except NotRunning as problem:
        raise NotRunning(say("Backpressure has ended.")) if heard else problem from None


def _ask(verb: str, arguments: "Mapping[str, Any]") -> "Mapping[str, Any]":
    from tray.control.client import ask
    from tray.store.files.places import Places

    answer: Mapping[str, Any] = ask(Places().serving, verb, arguments)
    return answer


def _print_last_known(arguments: "Mapping[str, Any]", out: "TextIO") -> None:
    from tray.history.known_while_not_running import last_known
    from tray.view.terminal.status_ways import way
    from tray.view.values.status import without_nothing_runs

    values = last_known()
    if values is not None:
        asked = way(arguments)
        text = asked.told(without_nothing_runs(values) if asked.form is None else values)
        _print({"values": values, "text": text}, arguments, out)


def _print(answer: "Mapping[str, Any]", arguments: "Mapping[str, Any]", out: "TextIO") -> None:
    if arguments["json"]:
        print_json(answer["values"], out)
    else:
        print_coloured(answer["text"], out)
