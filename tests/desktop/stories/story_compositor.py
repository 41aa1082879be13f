"""What Backpressure notices when the compositor of a Wayland desktop crashes and comes back while it runs."""

from collections.abc import Mapping
from typing import ClassVar

from tests.desktop.harness.plasma import PlasmaDesk
from tests.desktop.harness.wayland import WaylandDesk
from tests.desktop.stories.person import Person


class CompositorStory:
    """The story; it begins with a fresh desktop."""

    tellers: ClassVar[Mapping[str, str]]
    """Who tells of input and of switches there, as ``status`` names them."""

    def test_when_the_compositor_comes_back_all_is_seen_again(self, person: Person) -> None:
        desk = person.desk
        assert isinstance(desk, PlasmaDesk | WaylandDesk)
        program = person.start()
        wait_for(person, self.tellers)
        desk.kill_compositor()
        wait_for(person, dict.fromkeys(self.tellers, "none"))
        desk.start_compositor()
        wait_for(person, self.tellers)
        desk.hands.type("a few words")
        person.wait_until(lambda status: "work" == status["regime"], "work to be seen")
        person.bring_panel()
        person.icon()
        desk.shot("after-the-crash")

        assert program.exit_code is None


def wait_for(person: Person, tellers: Mapping[str, str]) -> None:
    person.wait_until(lambda status: tellers.items() <= status["sources"].items(), f"{tellers} to tell")
