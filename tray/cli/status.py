"""What does ``backpressure status`` do? Status bars run it every few seconds, so it imports what it needs, and late."""

import sys

from tray.cli.terminal import colourful
from tray.errors import NotRunning, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, TextIO

NOT_RUNNING = NotRunning.exit_code


def status(words: "list[str]", out: "TextIO") -> int:
    """Show the status of the running program; with nothing running, what was known last. Raises errors of ours."""
    as_json = words == ["--json"]
    if words and not as_json:
        raise UsageError(f"status takes --json and nothing else, not {' '.join(words)!r}.")
    colour = colourful(out)
    try:
        _print(_asked(colour=colour), out, as_json=as_json)
        return 0
    except NotRunning as problem:
        print(f"backpressure: {problem} `backpressure` starts it.", file=sys.stderr)
    from tray.lastly import last_known

    known = last_known(colour=colour)
    if known is not None:
        _print(known, out, as_json=as_json)
    return NOT_RUNNING


def _asked(*, colour: bool) -> "Mapping[str, Any]":
    from tray.control.client import ask
    from tray.store.places import Places

    answer: Mapping[str, Any] = ask(Places().runtime, "status", {"colour": colour})
    return answer


def _print(answer: "Mapping[str, Any]", out: "TextIO", *, as_json: bool) -> None:
    if as_json:
        import json

        print(json.dumps(answer["values"], ensure_ascii=False), file=out)
    else:
        print(answer["text"], file=out)
