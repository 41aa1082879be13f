"""Nothing that falls due is passed over, however busy the machine is and whenever the loop is woken."""

from datetime import timedelta

import pytest

from tests.app.test_loop import Desk
from tests.fakes import FakeClock
from tray.core.messages import events as e
from tray.core.messages.facts import kind_of
from tray.settings.defaults.every_setting import Breaks, Settings


class SlowClock(FakeClock):
    """Of a machine so busy that time passes between one look at the clock and the next."""

    drag = timedelta(0)

    def elapsed(self) -> timedelta:
        self.pass_time(seconds=self.drag.total_seconds())
        return super().elapsed()


@pytest.mark.parametrize("before", [0.1, 0.5, 0.9, 1.3, 1.7, 2.1, 2.5, 2.9])
def test_what_falls_due_while_the_loop_is_busy_is_not_passed_over(before: float) -> None:
    clock = SlowClock()
    desk = Desk(Settings(breaks=Breaks(after=timedelta(minutes=5))), clock=clock)
    desk.loop.take(e.InputSeen())
    clock.pass_time(minutes=4, seconds=50)
    desk.loop.take(e.InputStopped(timedelta(0)))
    desk.loop.each()
    clock.pass_time(seconds=10 - before)

    clock.drag = timedelta(seconds=0.4)
    for _ in range(3):
        desk.loop.each()

    assert "suggested" in [kind_of(each.fact) for each in desk.journal.facts()]


@pytest.mark.parametrize("before", [0.001, 0.005, 0.019, 0.021])
def test_what_falls_due_right_after_the_loop_was_woken_is_not_passed_over(before: float) -> None:
    desk = Desk(Settings(breaks=Breaks(after=timedelta(minutes=5))))
    desk.loop.take(e.InputSeen())
    desk.clock.pass_time(minutes=4, seconds=50)
    desk.loop.take(e.InputStopped(timedelta(0)))
    desk.clock.pass_time(seconds=10 - before)
    for _ in range(20):
        desk.loop.each()
        desk.clock.pass_time(seconds=0.015)

    assert "suggested" in [kind_of(each.fact) for each in desk.journal.facts()]
