"""The words that suggest a break: several that mean the same, so that they are not overlooked.

Which of them follows from when the suggestion was made, so that it reads the same however often it is shown.
"""

from datetime import timedelta

from tray.core.breaks.fitting import Length
from tray.core.breaks.kinds import kind_named
from tray.core.law.levels import Level
from tray.core.law.values import Regime
from tray.core.state.ongoing import Suggestion
from tray.core.state.state import State
from tray.settings.catalogue.catalogue import Settings
from tray.view.words import wording
from tray.view.words.durations import length

_TITLES = (
    "{} of rest would do good",
    "{} away from the screen would do good",
    "A break of {} would do good",
    "{} to breathe out would do good",
)
_REASONS = (
    "{0}, {1} since a rest.",
    "{1} since a rest. {0}.",
    "{1} of work in one go. {0}.",
)
_NAMES = {"rest": "Rest", "walk": "Walk", "lunch": "Lunch"}


def title(made: Suggestion) -> str:
    """What might help."""
    if made.clock:
        return f"{name_of(made.kind)}: {length(made.length)}"
    if not made.enough:
        return "It may be time to end the day"
    return _one_of(_TITLES, made).format(length(made.length))


def body(made: Suggestion, level: Level, settings: Settings) -> str:
    """Why, and what the break is worth; as of the moment it was made, so that the words stay as they are."""
    kind = kind_named(made.kind, settings)
    number, since = wording.number(made.pressure, level), length(made.stretch)
    why = _one_of(_REASONS, made, every=len(_TITLES)).format(number, since)
    own = kind.text if kind else ""
    if made.clock:
        return "\n".join(part for part in (f"It is the time you chose for it. {why}", own) if part)
    found = Length(made.length, made.enough, made.buys)
    regime = kind.regime if kind else Regime.REST
    return f"{why}\n{wording.buys(found, regime)}." + (f" {own}" if own else "")


def name_of(kind: str) -> str:
    """A kind of break, as the first word of a line."""
    return _NAMES.get(kind, kind[:1].upper() + kind[1:])


def breaks_today(state: State) -> str:
    """How many breaks were taken and let go on this day; empty when there were none."""
    if state.day is None or not (state.day.taken or state.day.let_go):
        return ""
    return f"Today: {state.day.taken} taken, {state.day.let_go} let go"


def soon(left: timedelta, kind: str) -> tuple[str, str]:
    """A break is due soon: title and text."""
    what = "A break" if kind == "rest" else name_of(kind)
    return f"{what} in {length(left)}", "No need to stop now; a good place to pause may come up."


def _one_of(texts: tuple[str, ...], made: Suggestion, every: int = 1) -> str:
    """One of the texts, the next one after ``every`` minutes."""
    return texts[int(made.since.timestamp() // 60) // every % len(texts)]
