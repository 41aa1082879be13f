"""The parts of a desktop get a moment to say what they find, and no longer."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import cast

import pytest

from tests.fakes import FakeNotifier, FakeTray
from tray.app.reactor import PollReactor
from tray.desktop.choose_desktop import Desktop
from tray.doctor.desktop import Trial


class Moments:
    """A reactor whose time a test lets pass."""

    def __init__(self) -> None:
        self.stopped = False
        self._calls: list[tuple[timedelta, Callable[[], None]]] = []

    def later(self, after: timedelta, call: Callable[[], None]) -> None:
        self._calls.append((after, call))

    def stop(self) -> None:
        self.stopped = True

    def reach(self, at: timedelta) -> None:
        for after, call in self._calls:
            if after <= at:
                call()


@pytest.mark.parametrize(("show", "seconds"), [(False, 0), (True, 4)])
def test_a_tray_that_never_answers_is_waited_for_five_seconds_and_longer_where_a_notice_is_to_be_read(
    *, show: bool, seconds: int
) -> None:
    moments, tray, notifier = Moments(), FakeTray(), FakeNotifier()
    tray.close()  # nobody shows it
    desktop = cast("Desktop", SimpleNamespace(tray=tray, notifier=notifier))
    trial = Trial(cast("PollReactor", moments), desktop, waits_for_tray=True, show=show)
    assert (["doctor"] if show else []) == list(notifier.screen)

    moments.reach(timedelta(seconds=4.9 + seconds))
    trial.look()
    assert not moments.stopped
    moments.reach(timedelta(seconds=5 + seconds))
    trial.look()
    assert moments.stopped


def test_who_asks_for_it_sees_how_it_speaks() -> None:
    notifier = FakeNotifier()
    desktop = cast("Desktop", SimpleNamespace(tray=FakeTray(), notifier=notifier))
    Trial(cast("PollReactor", Moments()), desktop, waits_for_tray=True, show=True)

    (notice,) = notifier.screen.values()
    assert ("This is how Backpressure speaks", "`backpressure doctor` asked for it.") == (notice.title, notice.body)
