"""Does everything that fulfils ``ports.Clock`` keep its promises? The fake, and this machine's."""

from collections.abc import Callable
from datetime import UTC, timedelta
from typing import NamedTuple

import pytest

from tests.fakes import FakeClock
from tray.desktop.common.clock import SystemClock
from tray.ports import Clock

NOTHING = timedelta(0)


class Subject(NamedTuple):
    """A clock, and how a little time passes on it."""

    clock: Clock
    wait: Callable[[], None]


@pytest.fixture(params=["fake", "real"])
def subject(request: pytest.FixtureRequest) -> Subject:
    if request.param == "fake":
        fake = FakeClock()
        return Subject(fake, lambda: fake.pass_time(seconds=1))
    real = SystemClock({})

    def wait() -> None:
        began = real.awake()
        while real.awake() == began:
            pass

    return Subject(real, wait)


def test_the_wall_clock_is_in_utc(subject: Subject) -> None:
    assert UTC.utcoffset(None) == subject.clock.wall().utcoffset()


def test_the_zone_tells_local_time(subject: Subject) -> None:
    local = subject.clock.wall().astimezone(subject.clock.zone())

    assert local.utcoffset() is not None


def test_what_has_passed_grows_and_waking_time_no_faster(subject: Subject) -> None:
    elapsed, awake = subject.clock.elapsed(), subject.clock.awake()
    subject.wait()
    awake_now = subject.clock.awake()

    assert NOTHING < awake_now - awake <= subject.clock.elapsed() - elapsed
