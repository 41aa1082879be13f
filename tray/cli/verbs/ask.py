"""How is the running program asked for something?"""

from collections.abc import Mapping
from typing import Any, TextIO

from tray.cli.terminal import columns, print_json
from tray.cli.verbs.inquire import inquire, only
from tray.errors import NotRunning


def command(name: str, words: list[str], out: TextIO) -> int:
    """Tell the running program to do something; when this returns it is done, and on disk. Raises errors of ours."""
    from tray.cli.parse import command as parsed

    print(tell("command", parsed(name, words)).get("said", ""), file=out)
    return 0


def commitments(words: list[str], out: TextIO) -> int:
    """``backpressure commitments [--json]``; the open ones, from the record when nothing runs."""
    only(words, "commitments", ("--json",))
    answer = inquire("commitments", {"columns": columns(out)})
    if words:
        print_json(answer["commitments"], out)
    else:
        print(answer["text"], file=out)
    return 0


def sessions(words: list[str], out: TextIO) -> int:
    """``backpressure sessions [--json]``; from the record when nothing runs."""
    only(words, "sessions", ("--json",))
    answer = inquire("sessions", {})
    if words:
        print_json(answer["values"], out)
    else:
        print(answer["text"], file=out)
    return 0


def tell(verb: str, arguments: Mapping[str, Any]) -> Any:
    """The result of a verb of the protocol. Raises NotRunning, which then says how to start, and errors of ours."""
    from tray.control.client import ask
    from tray.store.files.places import Places

    try:
        return ask(Places().runtime, verb, arguments)
    except NotRunning as problem:
        raise NotRunning(f"{problem} `backpressure` starts it.") from problem
