"""How is the running program asked for something?"""

import sys
from collections.abc import Mapping
from typing import Any

from tray.errors import NotRunning, UsageError

NOT_RUNNING = 3
_HELP = ("--help", "-h")


def ask(name: str, words: list[str]) -> int:
    """Serve one of the verbs that need the running program; returns the exit code."""
    if any(word in _HELP for word in words):
        from tray.cli.main import VERBS

        print(f"backpressure {name}: {VERBS[name]}")
        return 0
    if name == "status":
        return _status(words)
    if name == "commitments":
        return _commitments(words)
    from tray.cli.parse import command

    said = _tell("command", command(name, words))
    print(said.get("said", ""))
    return 0


def _tell(verb: str, arguments: "Mapping[str, Any]") -> "Any":
    from tray.control.client import ask as ask_program
    from tray.store.places import Places

    try:
        return ask_program(Places().runtime, verb, arguments)
    except NotRunning as problem:
        raise NotRunning(f"{problem} `backpressure` starts it.") from problem


def _status(words: list[str]) -> int:
    as_json = words == ["--json"]
    if words and not as_json:
        raise UsageError(f"status takes --json and nothing else, not {' '.join(words)!r}.")
    try:
        answer = _tell("status", {"colour": _colour()})
    except NotRunning as problem:
        print(f"backpressure: {problem}", file=sys.stderr)
        known = _last_known()
        if known is not None:
            _print_status(known, as_json=as_json)
        return NOT_RUNNING
    _print_status(answer, as_json=as_json)
    return 0


def _print_status(answer: Mapping[str, Any], *, as_json: bool) -> None:
    if as_json:
        import json

        print(json.dumps(answer["values"], ensure_ascii=False))
    else:
        print(answer["text"])


def _last_known() -> Mapping[str, Any] | None:
    """The state in the store, carried on to now, when nothing runs."""
    from tray.lastly import last_known

    return last_known(colour=_colour())


def _commitments(words: list[str]) -> int:
    if words not in ([], ["--json"]):
        raise UsageError(f"commitments takes --json and nothing else, not {' '.join(words)!r}.")
    rows = _tell("commitments", {})["commitments"]
    if words:
        import json

        print(json.dumps(rows, ensure_ascii=False))
    for row in () if words else rows:
        print(f"{row['number']:>4}  {row['text']}" + (f"  ({row['when']})" if row["when"] else ""))
    if not rows and not words:
        print("No commitments are open.")
    return 0


def _colour() -> bool:
    import os

    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
