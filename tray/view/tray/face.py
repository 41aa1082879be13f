"""What the tray shows: one value, compared with the last one shown. ``icon_mark_tooltip_clicks`` makes it."""

from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from typing import Any

from tray.core.law.levels_and_gauge_steps import GAUGE_STEP, Level
from tray.lib.frozen import dataclass, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    # The window draws the icon by what stands here, and needs no command for that.
    from tray.core.messages.commands import Command


class Mark(Enum):
    """What the icon says beside its level."""

    NONE = "none"
    PAUSED = "paused"
    BREAK = "break"
    AWAY = "away"
    RESTING = "resting"
    """No input for a minute: perhaps a rest, perhaps reading."""
    OFF = "off"
    """The day is shut down."""
    UNKNOWN = "unknown"
    """No source of input."""


STEPS = round(100 / GAUGE_STEP)
"""Of the gauge, up to full."""


@dataclass(frozen=True, slots=True)
class Gauge:
    """The picture in the icon."""

    step: int
    """How full, 0 to STEPS."""
    level: Level
    mark: Mark
    number: int | None = None
    """Whole percent to write into the icon, when the person asked for it."""


class Status(Enum):
    """How much the tray host should make of the icon, in the words of StatusNotifierItem."""

    PASSIVE = "Passive"
    ACTIVE = "Active"
    ATTENTION = "NeedsAttention"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the menu. Without a command and without children it is plain text."""

    key: str
    """Names the row across changes of its words; unique within the menu."""
    label: str
    command: "Command | None" = None
    children: tuple["Row", ...] = ()
    checked: bool | None = None
    """None: not a check mark."""
    radio: bool = False
    enabled: bool = True


SEPARATOR = "-"
"""The label of a row that is only a line."""


@dataclass(frozen=True)
class Rows(Sequence[Row]):
    """Rows that are built when somebody first looks at them: most faces come and go, and nobody opens their menu.

    Two of them are alike where what they depend on is equal; without slots, to keep what was built.
    """

    of: object
    """What they depend on."""
    build: Callable[[], tuple[Row, ...]] = field(compare=False, repr=False)

    @property
    def built(self) -> tuple[Row, ...]:
        """All of them."""
        if "rows" not in self.__dict__:
            self.__dict__["rows"] = self.build()
        rows: tuple[Row, ...] = self.__dict__["rows"]
        return rows

    def __iter__(self) -> Iterator[Row]:
        return iter(self.built)

    def __len__(self) -> int:
        return len(self.built)

    def __getitem__(self, index: Any) -> Any:
        return self.built[index]


@dataclass(frozen=True, slots=True)
class Button:
    """A button of a notification."""

    key: str
    label: str
    command: "Command"
    short: str = ""
    """The label where there's no room for all buttons with long ones, if it can be shorter."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A notification, as text; adapters escape it where their server wants that."""

    title: str
    body: str
    buttons: tuple[Button, ...] = ()
    urgency: str = "normal"
    """low, normal or critical."""
    sound: bool = False
    lasting: bool = False
    """Stays until it is answered or closed by us; others go after some seconds."""
    dismissed: "Command | None" = None
    """What it means when the person puts it away without an answer."""
    waits: bool = True
    """For an answer, where it has buttons. Else they are offers, and where none are drawn nothing is said of them."""
    appearance: int = 0
    """Which appearance of a standing notice this is. Another number, higher as a rule, makes it pop up anew, still as
    one notification. The same number with other words is put in place of the old words where the server does so
    without popping it up again; elsewhere the old words stay."""

    def rewords(self, before: "Notice") -> bool:
        """Whether this is the same appearance of a standing notice as ``before``, in other words at most.

        With other answers it is another notice, whatever its number: a button must do what it says.
        """
        return (
            self.lasting
            and before.lasting
            and self.appearance == before.appearance
            and self._answers() == before._answers()
        )

    def _answers(self) -> tuple[object, ...]:
        return (self.dismissed, *((button.key, button.command) for button in self.buttons))


@dataclass(frozen=True, slots=True)
class Face:
    """All that the tray shows."""

    gauge: Gauge
    tooltip: str
    next: str
    """What comes next, such as "Next break 14:20"."""
    status: Status
    menu: Sequence[Row]
    activate: "Command"
    """What a left click does."""
    secondary: "Command"
    """What a middle click does."""
    opens_menu: bool = False
    """Whether a left click opens the menu instead, where the host can."""
    percent: int = 0
    """The number, whole and of 100 at most."""
    now: tuple[str, ...] = ()
    """What the tooltip says after the number, in lines without a full stop."""
