"""What is known of this very moment that no fact records: input, the screen's lock, what keeps from interrupting."""

from datetime import datetime, timedelta
from enum import Enum

from tray.lib.frozen import dataclass

MEETING = "meeting"
"""A microphone or a camera is in use."""
FILM = "film"
"""Something keeps the screen from going dark, as a player of films does, and no microphone or camera is in use."""
FULLSCREEN = "fullscreen"
"""A window fills the screen."""
PRESENTATION = "presentation"
"""The same without asking why: it keeps from interrupting, for as long as a presentation may last."""
RESTING_AFTER = timedelta(seconds=60)
"""From here on the face says *resting?*, and nothing is suggested (law/README.md, From input to regimes)."""
_ZERO = timedelta(0)


class Input(Enum):
    """What the source of input says."""

    ACTIVE = "active"
    QUIET = "quiet"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Senses:
    """The present moment; lost at a restart without harm."""

    input: Input = Input.UNKNOWN
    active_since: datetime | None = None
    """Since when there is input, while there is."""
    last_input: datetime | None = None
    """The last input, while it is quiet."""
    locked: bool = False
    attention: frozenset[str] = frozenset()
    """What keeps from interrupting: do-not-disturb, fullscreen, meeting; and film, which does not."""
    presenting_since: datetime | None = None
    """Since when something has kept the screen awake as presentations do, while it does."""
    fullscreen_since: datetime | None = None
    """Since when a window has filled the screen, while one does."""
    woke_at: datetime | None = None
    """When the machine last woke from suspend."""
    started_at: datetime | None = None
    """When the program began: soon after, the desktop has said whether the screen is locked, and what else there is."""
    in_doubt: bool = False
    """Just woken: the source speaks of input, perhaps of that before the suspend."""
    switching_at: datetime | None = None
    """A change of context that has not lasted 10 s yet."""
    has_window: bool = False
    """The libraries of the window are installed."""
    autostart: bool | None = None
    """The session starts the program; None while nobody can tell."""

    def quiet(self, at: datetime) -> timedelta:
        """How long there has been no input; zero while there is, or while nobody knows."""
        return at - self.last_input if self.input is Input.QUIET and self.last_input else _ZERO

    @property
    def active(self) -> bool:
        """There is input, without doubt."""
        return self.input is Input.ACTIVE and not self.in_doubt
