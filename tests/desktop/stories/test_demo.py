"""Somebody can see a day in a minute, and nothing is left of it afterwards."""

from datetime import timedelta
from importlib.util import find_spec

import pytest

from tests.desktop.conftest import Desks
from tests.desktop.harness.waiting import until
from tests.desktop.stories.person import Person
from tray.core.law.levels_and_gauge_steps import Level

pytestmark = pytest.mark.desktop

A_DAY = timedelta(seconds=100)


@pytest.mark.timeout(180)
def test_a_day_is_played_in_the_real_tray_with_real_notifications_and_leaves_nothing(desks: Desks) -> None:
    desk = desks.x11(needs=("xfce4-panel", "xfconfd"))
    desk.env["TMPDIR"] = str(desk.runtime)
    person = Person(desk, "xfce4-panel", desks.server(desk, "xfce4-notifyd"))
    before = sorted(desk.home.rglob("*backpressure*"))
    demo = desk.backpressure("--demo")
    seen: set[Level | None] = set()
    faces: set[int] = set()

    def has_ended() -> bool:
        level = person.shown_level()
        if level not in seen:
            desk.shot(f"demo-{level.value if level else 'none'}")
        seen.add(level)
        if (count := desk.windows_of("backpressure")) not in faces:
            desk.shot(f"demo-faces-{count}")
        faces.add(count)
        return demo.exit_code is not None

    until(has_ended, "the day to end", within=A_DAY)
    person.log.listen()

    assert demo.exit_code == 0, demo.said()
    # Eight minutes pass in a second there: on a busy machine a look at the screen now and then may miss one colour.
    assert Level.GREEN in seen
    assert len({Level.YELLOW, Level.ORANGE, Level.RED} & seen) >= 2
    assert find_spec("PySide6") is None or {1, 2} <= faces, "the panel, and a card at the breaks"
    assert any("Time for a" in shown.title for shown in person.log.shown)
    assert any(" away: " in shown.body for shown in person.log.shown)
    assert any("day" in shown.title for shown in person.log.shown)
    assert before == sorted(desk.home.rglob("*backpressure*"))
    assert [] == list(desk.runtime.glob("backpressure*"))
