"""What the hooks of coding agents hand over, written by us after what their documentation says of each field."""

SECRET = "canary-a1d9"
"""Stands in every text of the person's, and must not be passed on."""
SESSION = "5f0c2b7e-9d41-4c0e-8a55-0b6e1d2f3a4c"
_COMMON = {
    "session_id": SESSION,
    "transcript_path": f"/home/ada/.claude/projects/{SECRET}/{SESSION}.jsonl",
    "cwd": f"/home/ada/{SECRET}/billing",
    "permission_mode": "default",
}

CLAUDE = {
    "a prompt": (_COMMON | {"hook_event_name": "UserPromptSubmit", "prompt": f"rename {SECRET}"}, "busy"),
    "before a tool": (
        _COMMON | {"hook_event_name": "PreToolUse", "tool_name": "Bash", "tool_input": {"command": f"ls {SECRET}"}},
        "busy",
    ),
    "after a tool": (
        _COMMON | {"hook_event_name": "PostToolUse", "tool_name": "Bash", "tool_response": {"stdout": SECRET}},
        "busy",
    ),
    "a permission": (
        _COMMON | {"hook_event_name": "PermissionRequest", "tool_name": "Bash", "tool_input": {"command": SECRET}},
        "asks",
    ),
    "a notification of a permission": (
        _COMMON
        | {"hook_event_name": "Notification", "message": f"needs {SECRET}", "notification_type": "permission_prompt"},
        "asks",
    ),
    "a notification of an older version": (_COMMON | {"hook_event_name": "Notification", "message": SECRET}, "asks"),
    "a notification that asks nothing": (
        _COMMON | {"hook_event_name": "Notification", "message": SECRET, "notification_type": "auth_success"},
        None,
    ),
    "a notification of a helper that needs something": (
        _COMMON | {"hook_event_name": "Notification", "message": SECRET, "notification_type": "agent_needs_input"},
        "asks",
    ),
    "a notification of a page that a server asks to open": (
        _COMMON | {"hook_event_name": "Notification", "message": SECRET, "notification_type": "elicitation_url_dialog"},
        "asks",
    ),
    "a notification that a server was answered": (
        _COMMON | {"hook_event_name": "Notification", "message": SECRET, "notification_type": "elicitation_response"},
        "busy",
    ),
    "the end of a turn": (_COMMON | {"hook_event_name": "Stop", "stop_hook_active": False}, "asks"),
    "the end of a helper's turn": (_COMMON | {"hook_event_name": "SubagentStop", "stop_hook_active": False}, None),
    "the end of the session": (_COMMON | {"hook_event_name": "SessionEnd", "reason": "prompt_input_exit"}, "done"),
    "its beginning": (_COMMON | {"hook_event_name": "SessionStart", "source": "startup"}, None),
}
CODEX = {
    "the end of a turn": (
        {
            "type": "agent-turn-complete",
            "thread-id": SESSION,
            "turn-id": "12",
            "cwd": f"/home/ada/{SECRET}/billing",
            "input-messages": [f"rename {SECRET}"],
            "last-assistant-message": f"renamed {SECRET}",
        },
        "asks",
    ),
}
