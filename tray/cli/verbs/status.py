"""What does ``backpressure status`` do? Status bars run it every few seconds, so it imports what it needs, and late."""

import sys

from tray.cli.terminal import colourful, columns, print_json
from tray.errors import NotRunning, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, TextIO

_TAKES = "status takes --json or --format FORMAT, and --follow"


def status(words: "list[str]", out: "TextIO") -> int:
    """Show the status of the running program; with nothing running, what was known last. Raises errors of ours."""
    asked = _asked(words)
    arguments = asked | {"colour": colourful(out), "columns": columns(out)}
    try:
        if asked["follow"]:
            _follow(arguments, out)
        else:
            _print(_ask("status", arguments), arguments, out)
            return 0
    except NotRunning as problem:
        print(f"backpressure: {problem} `backpressure` starts it.", file=sys.stderr)
    _print_last_known(arguments, out)
    return NotRunning.exit_code


def _asked(words: "list[str]") -> "dict[str, Any]":
    """What was typed. Raises UsageError."""
    form: str | None = None
    as_json = follow = False
    left = iter(words)
    for word in left:
        if word == "--json":
            as_json = True
        elif word == "--follow":
            follow = True
        elif word == "--format" or word.startswith("--format="):
            form = word[9:] if "=" in word else next(left, None)
            if form is None:
                raise UsageError('--format takes the name of a bar, or a format such as "{level} {pressure:.0f}%".')
        else:
            raise UsageError(f"{_TAKES}; not {word!r}.")
    if as_json and form is not None:
        raise UsageError(f"{_TAKES}; --json has no format.")
    return {"json": as_json, "format": form, "follow": follow}


def _follow(arguments: "Mapping[str, Any]", out: "TextIO") -> None:
    """Print each line as it comes. Raises NotRunning when the program ends."""
    from tray.control.client import follow
    from tray.store.files.places import Places

    heard = False
    try:
        for answer in follow(Places().runtime, "follow", arguments):
            heard = True
            _print(answer, arguments, out)
            out.flush()
    except NotRunning as problem:
        raise NotRunning("Backpressure has ended.") if heard else problem from None


def _ask(verb: str, arguments: "Mapping[str, Any]") -> "Mapping[str, Any]":
    from tray.control.client import ask
    from tray.store.files.places import Places

    answer: Mapping[str, Any] = ask(Places().runtime, verb, arguments)
    return answer


def _print_last_known(arguments: "Mapping[str, Any]", out: "TextIO") -> None:
    from tray.history.offline import last_known
    from tray.view.terminal.status_styles import way

    values = last_known()
    if values is not None:
        _print({"values": values, "text": way(arguments).told(values)}, arguments, out)


def _print(answer: "Mapping[str, Any]", arguments: "Mapping[str, Any]", out: "TextIO") -> None:
    if arguments["json"]:
        print_json(answer["values"], out)
    else:
        print(answer["text"], file=out)
