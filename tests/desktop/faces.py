"""The faces that tests of the tray show."""

from tray.core.law.levels_and_gauge_steps import Level
from tray.core.messages.commands import Command, OpenSettings, Pause, Quit, ShowStatus, Skip, Snooze, TakeBreak
from tray.view.tray.face import SEPARATOR, Face, Gauge, Mark, Row, Status

MENU = (
    Row("number", "Pressure 67 % (orange)"),
    Row("line-1", SEPARATOR),
    Row("break", "Take a break", TakeBreak()),
    Row("snooze", "Snooze", children=(Row("snooze-5", "5 min", Snooze()), Row("snooze-15", "15 min", Skip()))),
    Row("pause", "Pause tracking", Pause(), checked=False),
    Row("line-2", SEPARATOR),
    Row("quit", "Quit", Quit()),
)


def face(
    step: int = 3,
    *,
    level: Level = Level.GREEN,
    tooltip: str = "Pressure 15 % (green).",
    status: Status = Status.ACTIVE,
    menu: tuple[Row, ...] = MENU,
    activate: Command = ShowStatus(),  # noqa: B008  # it is frozen
) -> Face:
    """A face with one or the other thing different."""
    return Face(
        gauge=Gauge(step, level, Mark.NONE),
        tooltip=tooltip,
        next="Break in 12 min",
        status=status,
        menu=menu,
        activate=activate,
        secondary=OpenSettings(),
    )
