"""How do the rows of a face become a pystray menu?"""

from collections.abc import Callable
from typing import Any

from tray.core.commands import Command
from tray.desktop.pystray_quietly import Menu, MenuItem
from tray.desktop.text import one_line
from tray.view.face import SEPARATOR, Row

Choose = Callable[[Command], None]


class RowItem(MenuItem):  # type: ignore[misc]  # pystray has no types
    """A menu item that knows which row it is, for backends that can make use of it."""

    def __init__(self, row: Row, choose: Choose, spell: Callable[[str], str]) -> None:
        self.key = row.key
        self.icon_name = row.icon
        super().__init__(
            spell(one_line(row.label)),
            _action(row, choose, spell),
            checked=None if row.checked is None else lambda _item: bool(row.checked),
            radio=row.radio,
            enabled=row.enabled and (row.command is not None or bool(row.children)),
        )


def menu_of(rows: tuple[Row, ...], activate: Command, choose: Choose, spell: Callable[[str], str] = str) -> Any:
    """A pystray menu of ``rows`` whose default action, not to be seen in it, is ``activate``.

    ``choose`` gets the command of what was chosen; ``spell`` writes a label as the backend wants it.
    """
    hidden = MenuItem("", _Asking(activate, choose), default=True, visible=False)
    return Menu(hidden, *_items(rows, choose, spell))


def _items(rows: tuple[Row, ...], choose: Choose, spell: Callable[[str], str]) -> list[Any]:
    return [Menu.SEPARATOR if row.label == SEPARATOR else RowItem(row, choose, spell) for row in rows]


def _action(row: Row, choose: Choose, spell: Callable[[str], str]) -> Any:
    if row.children:
        return Menu(*_items(row.children, choose, spell))
    return None if row.command is None else _Asking(row.command, choose)


class _Asking:
    """What a chosen item does. No function, since pystray loads half of ``inspect`` to count what a function takes."""

    def __init__(self, command: Command, choose: Choose) -> None:
        self._command = command
        self._choose = choose

    def __call__(self, _icon: object, _item: object) -> None:
        self._choose(self._command)
