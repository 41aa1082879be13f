"""What this notification server can do, and what it does with a click."""

from collections.abc import Iterable

from tray.desktop.linux.notify.room import AS_NEEDED, MAKO, ROOMS, XFCE, Room
from tray.lib.frozen import dataclass
from tray.lib.language.translation import mark, say

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"

_DUNST = "dunst"
_DRAW_NO_BUTTONS = {_DUNST, MAKO, "fnott"}
"""Have buttons, and do not draw them."""
_REWORD = {XFCE, _DUNST, MAKO, "plasma"}
"""Leave a lasting notification on the screen and change its words there. GNOME Shell and SwayNC put it away after some
seconds, and other words pop it up again."""

_MENU = mark("Choose in the tray menu.")
"""Short, since mako shows about five lines of 35 letters and cuts the rest."""
_DUNSTS_MENU = mark("Middle-click to choose, or use the tray menu.")


@dataclass(frozen=True, slots=True)
class Server:
    """A notification server as it describes itself."""

    name: str
    capabilities: frozenset[str]

    @classmethod
    def described(cls, name: str, capabilities: Iterable[str]) -> "Server":
        """From the answers of GetServerInformation and GetCapabilities."""
        return cls(name.strip().lower(), frozenset(capabilities))

    @property
    def takes_actions(self) -> bool:
        """Whether an answer can come from it at all."""
        return "actions" in self.capabilities

    @property
    def draws_buttons(self) -> bool:
        """Whether a person sees the choices."""
        return self.takes_actions and self.name not in _DRAW_NO_BUTTONS

    @property
    def rewords(self) -> bool:
        """Whether other words come in place of the old ones without the notification popping up again."""
        return self.name in _REWORD

    @property
    def makes_sounds(self) -> bool:
        """Whether it plays what a notice names."""
        return "sound" in self.capabilities

    def wants_default(self, choices: int) -> bool:
        """Whether to give a standing notification with so many choices an action for a click on itself.

        Where buttons are drawn a click closes it, or does nothing, and xfce4-notifyd would draw the action as one
        button more. dunst shows a menu of the choices when it is told of no such action; a single choice it would take.
        """
        return self.takes_actions and not self.draws_buttons and not self._shows_menu(choices)

    def _shows_menu(self, choices: int) -> bool:
        return self.name == _DUNST and choices > 1

    @property
    def room(self) -> Room:
        """How much of a notice it shows."""
        return ROOMS.get(self.name, AS_NEEDED)

    @property
    def reads_markup(self) -> bool:
        """Whether the body must be escaped."""
        return "body-markup" in self.capabilities

    def hint(self, choices: int) -> str | None:
        """What to add to the text where a person could not guess how to choose."""
        if self.draws_buttons or not choices:
            return None
        return say(_DUNSTS_MENU) if self.takes_actions and self._shows_menu(choices) else say(_MENU)

    def abilities(self) -> frozenset[str]:
        """In the words of ``ports.Notifier``."""
        named = {
            "buttons": self.draws_buttons,
            "actions": self.takes_actions,
            "markup": self.reads_markup,
            "sound": self.makes_sounds,
            "replace": True,
            "close": True,
        }
        return frozenset(ability for ability, has in named.items() if has)
