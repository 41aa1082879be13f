"""What this notification server can do, and what it does with a click."""

from collections.abc import Iterable

from tray.lib.frozen import dataclass

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"

_DRAWS_NO_BUTTONS = {
    # dunst shows "(A)"; as it comes, the middle button runs the default action and the left one closes.
    "dunst": "Middle click: {first}.",
    # mako runs the default action at a left click.
    "mako": "Click: {first}.",
    "fnott": "Click: {first}.",
}
"""By the name a server gives itself in lower case: what its click does, where it has buttons but does not draw them."""

_MORE = "More: the tray menu."
"""Short, since mako shows about five lines of 35 letters and cuts the rest."""
_ELSEWHERE = "Every choice is in the menu of the tray icon, too."


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
        return self.takes_actions and self.name not in _DRAWS_NO_BUTTONS

    @property
    def wants_default(self) -> bool:
        """Whether to give it an action for a click on the notification itself.

        Where buttons are drawn a stray click should choose nothing, and xfce4-notifyd would draw it as one button more.
        """
        return self.takes_actions and not self.draws_buttons

    @property
    def cuts_texts(self) -> bool:
        """Whether it shows no more than a few lines, however long the text is: mako's height ends at 100 pixels."""
        return self.name == "mako"

    @property
    def reads_markup(self) -> bool:
        """Whether the body must be escaped."""
        return "body-markup" in self.capabilities

    def hint(self, first: str) -> str | None:
        """What to add to the text where a person could not guess how to choose; ``first`` is the first choice."""
        if self.draws_buttons:
            return None
        if not self.takes_actions:
            return _ELSEWHERE
        return f"{_DRAWS_NO_BUTTONS[self.name].format(first=first)} {_MORE}"

    def abilities(self) -> frozenset[str]:
        """In the words of ``ports.Notifier``."""
        named = {
            "buttons": self.draws_buttons,
            "actions": self.takes_actions,
            "markup": self.reads_markup,
            "sound": "sound" in self.capabilities,
            "replace": True,
            "close": True,
        }
        return frozenset(ability for ability, has in named.items() if has)
