"""How does a test use a menu? It looks where it opened, reads how many rows it has, points at one and clicks."""

from dataclasses import dataclass

from PIL import Image

from tests.desktop.harness.acting import eyes
from tests.desktop.harness.acting.eyes import Box
from tests.desktop.harness.acting.hands import Button
from tests.desktop.harness.desk import Desk
from tests.desktop.harness.waiting import until


@dataclass(frozen=True)
class Menu:
    """A menu on the screen."""

    desk: Desk
    box: Box
    rows: tuple[Box, ...]
    """Of text, from the top; separators are none."""
    picture: Image.Image
    behind: Image.Image
    """What the screen showed before it opened."""

    def point_at(self, row: int) -> None:
        """Point at a row until it is lit; a menu takes no click for a row that is not."""
        place = self.rows[row]
        x, y = place.centre
        steps = 0

        def is_lit() -> bool:
            nonlocal steps
            steps += 1
            self.desk.hands.move((x + steps % 2, y))  # hosts overlook a pointer that does not move
            context = Box(self.box.left, place.top, self.box.right, place.bottom)
            return self.picture.crop(context).tobytes() != self.desk.look().crop(context).tobytes()

        until(is_lit, f"row {row} of the menu to be lit")

    def choose(self, row: int) -> None:
        """Click a row."""
        self.point_at(row)
        self.desk.hands.press(Button.LEFT, down=True)
        self.desk.hands.press(Button.LEFT, down=False)

    def leave(self) -> None:
        """Close it without a choice: by a click elsewhere, for the keys of some hosts go elsewhere."""
        self.desk.hands.click(self.desk.aside)
        until(
            lambda: not eyes.changed(self.behind.crop(self.box), self.desk.look().crop(self.box)),
            "the menu to be closed",
        )

    def open_submenu(self, row: int, name: str) -> "Menu":
        """Open the menu that belongs to a row."""
        self.point_at(row)
        return menu_opened(self.desk, self.picture, name, beside=self.box)

    def unfolded(self, name: str) -> "Menu":
        """The same menu, when the row just chosen has shown more rows below itself."""
        until(lambda: eyes.changed(self.picture.crop(self.box), self.desk.look().crop(self.box)), "rows to unfold")
        return menu_opened(self.desk, self.behind, name)

    def turn_to_submenu(self, row: int, name: str) -> "Menu":
        """The same where it takes the place of this menu, at a click."""
        self.choose(row)
        until(lambda: eyes.changed(self.picture.crop(self.box), self.desk.look().crop(self.box)), "the menu to turn")
        return menu_opened(self.desk, self.behind, name)


def open_menu(desk: Desk, icon: tuple[int, int], name: str, button: Button = Button.RIGHT) -> Menu:
    """Click an icon and wait for its menu; the picture is kept as ``name``."""
    before = eyes.settled(desk)
    desk.hands.click(icon, button)
    desk.hands.move(desk.aside)  # or the icon's tooltip may come over the menu
    return menu_opened(desk, before, name)


def menu_opened(desk: Desk, before: Image.Image, name: str, beside: Box | None = None) -> Menu:
    """Wait until a menu is on a screen that looked as ``before``; what changes ``beside`` it is overlooked."""

    def is_menu(box: Box) -> bool:
        return box.width > 40 and box.height > 30

    box = eyes.appeared(desk, before, is_menu, beside)
    picture = desk.shot(name)
    return Menu(desk, box, tuple(eyes.rows(picture, box)), picture, before)
