"""A change of context is a switch once it has lasted."""

from datetime import timedelta

from tests.day import MONDAY, day
from tray.core.messages import events as e
from tray.core.messages.facts import Switched

MINUTE = timedelta(minutes=1)


def test_a_context_that_lasts_ten_seconds_is_a_switch_at_its_beginning() -> None:
    told = day().work("10m").happen(e.ContextChanged()).work("4s").happen(e.ContextChanged()).work("1m")

    assert [MONDAY + 10 * MINUTE + timedelta(seconds=4)] == [f.at for f in told.facts if isinstance(f, Switched)]


def test_going_back_at_once_is_no_switch() -> None:
    told = day().work("10m").happen(e.ContextChanged()).work("4s").happen(e.ContextChanged(back=True)).work("1m")

    assert not [f for f in told.facts if isinstance(f, Switched)]
