"""Somebody has two desktops at once, on two real X servers with a tray and a session bus each, and one home."""

import pytest

from tests.desktop.conftest import Desks
from tests.desktop.harness.desk import Desk
from tests.desktop.harness.waiting import until
from tests.desktop.harness.x11 import X11Desk
from tests.desktop.stories.person import Person

pytestmark = pytest.mark.desktop

_OF_THE_PERSON = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR")


def desk_with_tray(desks: Desks) -> X11Desk:
    return desks.x11(manager="xfwm4", needs=("trayer",))


@pytest.fixture
def persons(desks: Desks) -> tuple[Person, Person]:
    """The same person at either desktop."""
    first, second = (desk_with_tray(desks) for _ in range(2))
    at_second = Person(second, "trayer", desks.server(second, "dunst"))
    at_first = Person(first, "trayer", desks.server(first, "dunst"))
    second.env |= {name: first.env[name] for name in (*_OF_THE_PERSON, "TZ")}
    return at_first, at_second


def icons(desk: Desk) -> int:
    assert isinstance(desk, X11Desk)
    return desk.windows_of("backpressure")


def test_the_second_desktop_has_an_icon_and_is_spoken_to_where_its_person_is_and_a_restart_forgets_neither(
    persons: tuple[Person, Person],
) -> None:
    first, second = persons
    first.start()
    first.wait_until(lambda status: status["sources"]["tray"] == "xembed", "the first icon")
    assert second.desk.ask().returncode == 0

    names = [each.desk.env["DISPLAY"] for each in persons]
    both = ", ".join(f"xembed ({name})" for name in names)
    first.wait_until(lambda status: status["sources"]["tray"] == both, "both icons")
    assert [1, 1] == [icons(each.desk) for each in persons]

    second.desk.hands.type("a few words")
    first.wait_until(lambda status: (status["since_input_s"] or 9) < 2, "the input there")
    second.click_icon()
    second.told("This stretch")
    second.desk.shot("told-on-the-second")
    first.log.listen()
    assert [] == first.log.shown

    first.desk.hands.type("a few words")
    first.wait_until(lambda status: (status["since_input_s"] or 9) < 2, "the input here")
    first.click_icon()
    first.told("This stretch")

    first.end("quit")
    until(lambda: [icons(each.desk) for each in persons] == [0, 0], "both icons to go")
    first.start()
    first.wait_until(lambda status: status["sources"]["tray"] == both, "both icons again")
