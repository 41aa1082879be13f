"""What may be set of questions and early warnings? A part of the catalogue: each setting is declared here once."""

from datetime import timedelta

from tray.frozen import dataclass
from tray.settings.kinds import choices, count, duration, flag, number

WARNINGS = (
    *("hours", "short_nights", "gen2", "quick_returns", "stopping", "answers", "after_hours"),
    *("weekend", "breaks", "stretches", "switching", "open_loops", "load_jump"),
)
"""The signals of early warnings."""


@dataclass(frozen=True, slots=True)
class Checkins:
    """Questions about how you are. Answers are taken from the menu and the command line at any time."""

    on: bool = flag(True, "Ask how you are, seldom and at a pause in your typing; at first start, once.")
    per_day: int = count(3, 1, 3, "At most this many questions a day.")
    items: tuple[str, ...] = choices(
        ["fatigue", "rested", "engaged", "switched_off"],
        ("fatigue", "rested", "engaged", "switched_off"),
        "What you are asked: fatigue after a long stretch and as the day ends, rested in the morning, "
        "the other two once a week.",
    )
    long_stretch: timedelta = duration("90m", "30m", "12h", "A stretch of this length is long, and may be asked about.")
    tired_at: int = count(7, 1, 10, "So much fatigue makes today easier, and so does rested at 10 less this.")
    eased_share: float = number(
        0.75,
        0.25,
        1,
        "On an easier day the stretch before a break and the day's limit are this share of theirs.",
    )


@dataclass(frozen=True, slots=True)
class Warnings:
    """Early warnings from your history, at most one a day."""

    on: bool = flag(True, "Look through the history once a day, and tell what has drifted.")
    per_week: int = count(3, 1, 3, "At most this many in seven days.")
    not_these: tuple[str, ...] = choices([], WARNINGS, "Signals that you do not want to hear of, by name.")
