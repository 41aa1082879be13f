"""A notice in the words of org.freedesktop.Notifications: its text, its buttons and its hints."""

from typing import Any

from tray.desktop.linux.notify.room import BODY_LENGTH, TITLE_LENGTH
from tray.desktop.linux.notify.server_abilities_and_hints import Server
from tray.desktop.linux.notify.sound import sound_name
from tray.lib.identity import APP_ID
from tray.lib.language.translation import mark, say
from tray.lib.text import markup, one_line, plain, shortened
from tray.view.tray.face import Notice

SIGNATURE = "susssasa{sv}i"
DEFAULT = "default"
"""The key of the action behind a click on the notification itself."""
_STATUS = mark("Show status")
"""What that action is called where a server lists it."""

_URGENCY = {"low": 0, "normal": 1, "critical": 2}
_NEVER, _AS_USUAL = 0, -1
"""When a notification goes by itself."""


def message(notice: Notice, server: Server, *, app: str, icon: str, slot: str, replaces: int) -> tuple[Any, ...]:
    """The arguments of Notify; ``replaces`` is the number of what gets other words in place, 0 for what is new."""
    title, body = _texts(notice, server, app)
    return (
        app,
        replaces,
        icon,
        title,
        body,
        _actions(notice, server),
        _hints(notice, app, slot, aloud=notice.sound and not replaces),
        _NEVER if notice.lasting else _AS_USUAL,
    )


def _texts(notice: Notice, server: Server, app: str) -> tuple[str, str]:
    title, text = shortened(one_line(notice.title), TITLE_LENGTH), shortened(plain(notice.body), BODY_LENGTH)
    title, body = server.room.texts(title, text, server.hint(len(notice.buttons)) if notice.waits else None, app)
    return title, markup(body) if server.reads_markup else body


def _actions(notice: Notice, server: Server) -> list[str]:
    if not notice.buttons or not server.takes_actions:
        return []
    shown = server.room.fitting(notice.buttons) if server.draws_buttons else notice.buttons
    pairs = [(button.key, one_line(button.label)) for button in shown]
    if notice.lasting and server.wants_default(len(pairs)):
        pairs.append((DEFAULT, say(_STATUS)))
    return [text for pair in pairs for text in pair]


def _hints(notice: Notice, app: str, slot: str, *, aloud: bool) -> dict[str, tuple[str, Any]]:
    sound = ("sound-name", ("s", sound_name(slot))) if aloud else ("suppress-sound", ("b", True))
    return dict(
        [
            ("urgency", ("y", _URGENCY[notice.urgency])),
            ("category", ("s", f"x-{app.lower()}.{slot}")),
            ("desktop-entry", ("s", APP_ID)),
            ("transient", ("b", not notice.lasting)),
            sound,
        ]
    )
