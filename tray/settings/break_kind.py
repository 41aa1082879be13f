"""What does a kind of break of the person's own look like in the settings?"""

from datetime import timedelta

from tray.frozen import dataclass
from tray.settings.kinds import choice, duration, needed_word, sentence_of


@dataclass(frozen=True, slots=True)
class BreakKind:
    """A kind of break of your own, or another idea of rest, walk or lunch; there may be up to 50."""

    name: str = needed_word("tea", "What it is called, in one word: `backpressure break tea`.")
    text: str = sentence_of("What you want to be told with it.")
    regime: str = choice(
        "rest", ("rest", "restore", "off"), "What it is like: a rest, as restoring as a walk, or time off."
    )
    length: timedelta = duration("0s", "0s", "3h", "How long it is; with 0s as long as is worked out.")
    least: timedelta = duration("0s", "0s", "3h", "No shorter than this where it is worked out.")
