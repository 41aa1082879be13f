"""Understands what the hooks of coding agents say, and passes on what it comes to: busy, asks or done.

Claude Code and Codex hand their hooks a JSON object on the standard input, with ``hook_event_name`` and ``session_id``;
the program that Codex calls as ``notify`` gets one as its last word, with ``type`` and ``thread-id``. Of all they say
nothing is taken but the event, the last letters of the session's name, and the folder's name if the person wants that:
no prompt, no message, no path.
"""

import json
import sys

from tray.cli.agents.tell import tell
from tray.cli.terminal import complain
from tray.lib.language.translation import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from tray.cli.parse import Line

MOST = 16 * 1024 * 1024
"""Bytes of an event: what a tool has answered may be in it."""
_SHORT = 4
_NOTIFIES = {
    "permission_prompt": "asks",
    "idle_prompt": "asks",
    "agent_needs_input": "asks",
    "elicitation_dialog": "asks",
    "elicitation_url_dialog": "asks",
    "elicitation_response": "busy",
    "elicitation_complete": "busy",
    "": "asks",
}
"""What each kind of notification comes to: most wait for the person. Older versions tell no kind."""
_COMES_TO = {
    "UserPromptSubmit": "busy",
    "PreToolUse": "busy",
    "PostToolUse": "busy",
    "PostToolUseFailure": "busy",
    "PreCompact": "busy",
    "PermissionRequest": "asks",
    "Stop": "asks",
    "StopFailure": "asks",
    "SessionEnd": "done",
    "agent-turn-complete": "asks",
    "approval-requested": "asks",
}
"""What each event comes to. That a turn is over is a question too: what comes of it is for the person to say."""


def hook(line: "Line") -> int:
    """``backpressure agent hook NAME [EVENT]``; 0 whatever comes, since an agent must not fail because of us."""
    quiet = "--quiet" in line
    name, *rest = line.words
    try:
        event = json.loads(rest[-1] if rest else _read())
    except (ValueError, RecursionError, OSError):
        event = None
    if not isinstance(event, dict):
        if not quiet:
            complain(say("That isn't a hook's event, which is a JSON object on standard input or as the last word."))
        return 0
    doing = comes_to(event)
    if doing is not None:
        tell(named(name, event, folder="--folder" in line), doing, None, quiet=quiet)
    return 0


def comes_to(event: "Mapping[str, Any]") -> str | None:
    """busy, asks or done; None for an event that says nothing of it."""
    kind = event.get("hook_event_name", event.get("type"))
    if kind == "Notification":
        kind, comes = event.get("notification_type", ""), _NOTIFIES
    else:
        comes = _COMES_TO
    return comes.get(kind) if isinstance(kind, str) else None


def named(name: str, event: "Mapping[str, Any]", *, folder: bool) -> str:
    """The agent's name, with what tells its session from others of the same name."""
    session = event.get("session_id", event.get("thread-id"))
    letters = "".join(filter(str.isalnum, session))[-_SHORT:] if isinstance(session, str) else ""
    place = event.get("cwd") if folder else None
    there = place.replace("\\", "/").rstrip("/").rpartition("/")[2] if isinstance(place, str) else ""
    return " ".join(word for word in (name, there, letters) if word)


def _read() -> bytes:
    """What the agent says; nothing from a terminal, where nobody would know what is waited for."""
    return b"" if sys.stdin is None or sys.stdin.isatty() else sys.stdin.buffer.read(MOST)
