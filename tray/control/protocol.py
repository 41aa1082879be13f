"""What the command line and the running program say to each other.

One JSON object a line, in UTF-8. A request: ``{"v": 1, "verb": "status", "arguments": {}}``, with a ``"language"``
where the answer is for a person; see `tray.lib.language.catalogue_reader`. An answer:
``{"v": 1, "ok": true, "result": …}`` or ``{"v": 1, "ok": false, "error": "text", "exit_code": 1}``; one with
``"more": true`` has others to follow, and one with ``"waits": true`` says no more than that they do. Lines come from
whoever can open the socket, so nothing about them is believed before it was checked.
"""

from tray.lib.json_text import dumps, loads
from tray.lib.language.translation import in_force, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    Values = Mapping[str, Any]
    """JSON values."""

VERSION = 1
STATUS, FOLLOW, HEALTH, COMMAND = "status", "follow", "health", "command"
COMMITMENTS, SESSIONS = "commitments", "sessions"
DECLINE, CUT, BLOCKS = "decline", "cut", "blocks"
EXPLAIN, WHAT_IF, INCIDENTS, WARNINGS = "explain", "what-if", "incidents", "warnings"
INSIGHTS = "insights"
AGENTS = "agents"
DISPLAY = "display"
"""The person works on another display too, which ``arguments`` tell of as the environment does there."""
WINDOW, LEAVES, PANEL = "window", "window-leaves", "panel"
"""The verbs of the protocol: ``command`` carries every command, ``what-if`` a question; the others take no more.

To ``explain``, ``incidents`` and others that need the whole record the program may answer with ``as_of`` and the places
of its files, and with what agents are called: who asks then reads them for that instant, so that nobody waits for weeks
of facts. With ``here`` as an
argument it answers by itself.
The window follows what is to be on the screen, asks whether it may end, and asks for the values of its panel.
"""
TAKE, PURGE = "take", "purge"
"""Facts come into the history, from a file, and leave it for good."""
AS_OF, FILES, HERE, AGENT_NAMES = "as_of", "files", "here", "agent_names"
WAITS = "waits"
"""Marks a line which says no more than that the answer is still to come."""
WINDOW_LANGUAGE, WINDOW_FACES = "BACKPRESSURE_SAID_IN", "BACKPRESSURE_FACES"
"""The variables in which the program tells a window that it starts the language it speaks, and what will be shown."""
WINDOW_CLOCK = "BACKPRESSURE_CLOCK"
"""The one in which the demonstration tells of its clock."""

LONGEST_REQUEST = 65_536
"""Bytes of a line with its end."""
LONGEST_ANSWER = 1 << 20
"""The program is trusted more than those who ask it: ``explain`` may take its time."""


def request_line(verb: str, arguments: "Values") -> bytes:
    """A request to be sent. Raises UsageError when it is too long, or holds what is not text."""
    request = {"v": VERSION, "verb": verb, "arguments": dict(arguments)}
    if language := in_force():
        request["language"] = language
    line = _line(request)
    if not _is_text(line):
        raise _wrong_use(say("What you typed isn't text in UTF-8."))
    if len(line) > LONGEST_REQUEST:
        raise _wrong_use(say("This is too long. A command can be at most {most} bytes long.", most=LONGEST_REQUEST))
    return line


def read_request(line: bytes) -> "tuple[str, Values, str]":
    """The verb, the arguments and the language of a request. Raises UsageError for anything else, whatever it is."""
    if len(line) > LONGEST_REQUEST:
        raise _wrong_use(say("A request can be at most {most} bytes long.", most=LONGEST_REQUEST))
    said = _object(line)
    if said.get("v") != VERSION:
        raise _wrong_use(
            say(
                "Only version {version} of the protocol is spoken here. Restart the program after an update.",
                version=VERSION,
            )
        )
    verb, arguments = said.get("verb"), said.get("arguments", {})
    if not isinstance(verb, str) or not isinstance(arguments, dict):
        raise _wrong_use(say("A request needs a verb, which is text, and arguments, which are an object."))
    language = said.get("language")
    return verb, arguments, language if isinstance(language, str) else ""


def answer_line(answer: "Values", *, more: bool = False) -> bytes:
    """An answer to be sent: ``ok`` with ``result``, or ``error`` with ``exit_code``, as given."""
    marked = {"v": VERSION, **answer, "more": True} if more else {"v": VERSION, **answer}
    try:
        line = _in_text(_line(marked))
    except (ValueError, TypeError, RecursionError) as error:
        return _line({"v": VERSION, **failure(say("The answer can't be put into words: {error}.", error=error))})
    if len(line) > LONGEST_ANSWER:
        return _line({"v": VERSION, **failure(say("The answer is too long."))})
    return line


def read_answer(line: bytes) -> "Values":
    """The answer as given to ``answer_line``. Raises UsageError for anything else."""
    said = _object(line)
    if said.get("v") != VERSION or not isinstance(said.get("ok"), bool):
        raise _wrong_use(say("The running program answers in a way that isn't known here. Restart it after an update."))
    return said


def failure(text: str, exit_code: int = 1) -> "Values":
    """The answer to what went wrong."""
    return {"ok": False, "error": text, "exit_code": exit_code}


def _in_text(line: bytes) -> bytes:
    """``line``, with a face for people where the name of a file in it is bytes and no text."""
    if _is_text(line):
        return line
    from tray.lib.text import with_a_face

    return with_a_face(dumps(_read(line), ensure_ascii=False, separators=(",", ":"))).encode("utf-8") + b"\n"


def _is_text(line: bytes) -> bool:
    """Half of a surrogate pair is text to JSON, and to no bus, terminal or file."""
    if b"\\ud" not in line and b"\\uD" not in line:
        return True  # which spares reading all of a long answer again, and the room that it would take
    try:
        return bool(dumps(_read(line), ensure_ascii=False).encode("utf-8"))
    except UnicodeEncodeError:
        return False


def _line(values: "Values") -> bytes:
    return dumps(values, separators=(",", ":")).encode("ascii") + b"\n"


def _object(line: bytes) -> "dict[str, Any]":
    try:
        said = _read(line)
        if not _is_text(line):
            raise ValueError("half a pair")
    except RecursionError:
        raise _wrong_use(say("This is nested too deeply.")) from None
    except ValueError:
        raise _wrong_use(say("This isn't JSON in UTF-8.")) from None
    if not isinstance(said, dict):
        raise _wrong_use(say("This isn't a JSON object."))
    return said


def _read(line: bytes) -> "Any":
    """Raises ValueError."""
    return loads(line.decode("utf-8"), parse_constant=_no_number)


def _no_number(name: str) -> "Any":
    raise ValueError(name)


def _wrong_use(text: str) -> Exception:
    from tray.errors import UsageError

    return UsageError(text)
