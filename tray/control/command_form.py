"""A command of the person as it travels from the command line to the running program."""

import os
from collections.abc import Mapping
from typing import Any

from tray.core.messages.commands import LONGEST_TEXT, Command
from tray.core.messages.json_form import plain, typed
from tray.core.messages.what_if import Question
from tray.errors import UsageError
from tray.lib.language.translation import say

_COMMANDS: dict[str, type[Any]] = {kind.__name__: kind for kind in Command.__args__}
_QUESTIONS: dict[str, type[Any]] = {kind.__name__: kind for kind in Question.__args__}


def packed_path(path: str) -> str:
    """A path as it travels: one letter for each of its bytes, which need not be text."""
    return os.fsencode(path).decode("latin-1")


def unpacked_path(said: Any) -> str:
    """The inverse of ``packed_path``. Raises UsageError for what is none."""
    if not isinstance(said, str) or not said or "\0" in said or max(said) > "\xff":
        raise UsageError(say("No file was named."))
    return os.fsdecode(said.encode("latin-1"))


def packed(asked: Command | Question) -> dict[str, Any]:
    """The arguments of the verb ``command``, or ``what-if``, as JSON values."""
    return {"command": type(asked).__name__, "fields": plain(asked)}


def unpacked(arguments: Mapping[str, Any]) -> Command:
    """The inverse of ``packed`` for a command. Raises UsageError when the arguments make none."""
    command: Command = _unpacked(arguments, _COMMANDS)
    return command


def question(arguments: Mapping[str, Any]) -> Question:
    """The inverse of ``packed`` for a question. Raises UsageError when the arguments make none."""
    question: Question = _unpacked(arguments, _QUESTIONS)
    return question


def _unpacked(arguments: Mapping[str, Any], kinds: Mapping[str, type[Any]]) -> Any:
    from tray.core.messages.plausible_facts import (
        out_of_range,  # and all facts with it, which who only asks does not need
    )

    kind, fields = arguments.get("command"), arguments.get("fields")
    if not isinstance(fields, Mapping) or not isinstance(kind, str) or kind not in kinds:
        raise UsageError(
            say('"{command}" isn\'t known here. Is the running program another version? Restart it.', command=kind)
        )
    if any(isinstance(text, str) and len(text) > LONGEST_TEXT for text in fields.values()):
        raise UsageError(say("This is too long. A text can be at most {most} characters long.", most=LONGEST_TEXT))
    try:
        said = typed(fields, kinds[kind])
    except (TypeError, ValueError, KeyError, OverflowError, RecursionError) as problem:
        raise UsageError(
            say("The command {command} can't be read: {problem}.", command=kind, problem=problem)
        ) from problem
    # What is said becomes a fact, and a fact stays: the line is drawn here for the command line, the socket and all.
    if beyond := out_of_range(said):
        raise UsageError(beyond)
    return said
