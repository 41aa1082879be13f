"""How does a command of the person travel from the command line to the running program?"""

from collections.abc import Mapping
from typing import Any, get_args

from tray.core.commands import Command
from tray.core.plain import plain, typed
from tray.errors import UsageError

STATUS, COMMAND, COMMITMENTS = "status", "command", "commitments"
"""The verbs of the protocol: two that read, one that carries every command."""

_KINDS: dict[str, type[Any]] = {kind.__name__: kind for kind in get_args(Command)}


def packed(command: Command) -> dict[str, Any]:
    """The arguments of the verb ``command``, as JSON values."""
    return {"command": type(command).__name__, "fields": plain(command)}


def unpacked(arguments: Mapping[str, Any]) -> Command:
    """The inverse of ``packed``. Raises UsageError when the arguments make no command."""
    kind, fields = arguments.get("command"), arguments.get("fields")
    if not isinstance(fields, Mapping) or not isinstance(kind, str) or kind not in _KINDS:
        raise UsageError(f"{kind!r} is not a command. Is the running program of another version? Restart it.")
    try:
        command: Command = typed(fields, _KINDS[kind])
    except (TypeError, ValueError, KeyError) as problem:
        raise UsageError(f"The command {kind} cannot be read: {problem}.") from problem
    return command
