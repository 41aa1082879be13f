"""Where does the person keep commitments beside those kept here? A part of the catalogue."""

from datetime import timedelta

from tray.frozen import dataclass
from tray.settings.kinds import command, duration, paths


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Commitments that you keep elsewhere. They are counted, never changed, and only their number is remembered."""

    files: tuple[str, ...] = paths(
        "~/todo.txt", "Files of open items: Markdown (.md) with `- [ ]` boxes, any other as todo.txt; read when saved."
    )
    command: tuple[str, ...] = command(
        ["task", "count", "status:pending"], "A program that prints how many there are; no shell reads it."
    )
    every: timedelta = duration("15m", "1m", "24h", "How often that program is asked.")
