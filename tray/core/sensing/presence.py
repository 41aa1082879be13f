"""When somebody is at work who touches nothing: in a meeting, over a text, before a film that counts as work."""

from datetime import timedelta

from tray.core.state.senses import FILM, MEETING, Senses
from tray.core.state.state import State
from tray.settings.catalogue.catalogue import Tracking

LASTS = timedelta(hours=3)
"""A meeting or a film counts as work for this long beyond the last input (law/README.md, From input to regimes)."""
_NONE = timedelta(0)


def unseen_work(attention: frozenset[str], tracking: Tracking) -> bool:
    """Whether this is work without any input."""
    return MEETING in attention or (FILM in attention and tracking.film == "work")


def away_after(state: State, senses: Senses, tracking: Tracking) -> timedelta:
    """How long after the last input the person counts as away.

    Somebody who reads may say so for their session, and then has at least as long as anybody.
    """
    own = (state.session and state.session.away_after) or _NONE
    return max(own, tracking.away_after) + still_there(senses, tracking)


def still_there(senses: Senses, tracking: Tracking) -> timedelta:
    """How much time beyond the last input is work all the same."""
    return LASTS if unseen_work(senses.attention, tracking) else _NONE


def film_is_rest(senses: Senses, tracking: Tracking) -> bool:
    """Whether a film is on that counts as time off. Nobody watches a locked screen, and a meeting is no film."""
    return FILM in senses.attention and not senses.locked and not unseen_work(senses.attention, tracking)
