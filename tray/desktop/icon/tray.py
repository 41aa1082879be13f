"""Brings a face, with its rows as a menu, into the tray: the same on every platform, through pystray's API."""

from collections.abc import Callable, Sequence
from typing import Any

from tray.core.messages.commands import Command, OpenPanel
from tray.core.messages.events import Asked, Event
from tray.desktop.icon.pystray_import import Menu, MenuItem
from tray.lib.text import one_line, plain
from tray.view.tray.face import SEPARATOR, Face, Gauge, Row

Choose = Callable[[Command], None]


class _Always:
    """Says the same of an item whenever it's asked. Pystray would make seven functions for each, which are a kilobyte.

    No function itself, since pystray loads half of ``inspect`` to count what a function takes.
    """

    __slots__ = ("_value",)

    def __init__(self, value: object) -> None:
        self._value = value

    def __call__(self, *_asked: object) -> object:
        return self._value


_NOTHING = _Always(None)
_BOTH = {value: _Always(value) for value in (False, True)}


class RowItem(MenuItem):  # type: ignore[misc]  # pystray has no types
    """A menu item that knows which row it is, for backends that can make use of it."""

    def __init__(self, row: Row, action: Any, spell: Callable[[str], str]) -> None:
        self.key = row.key
        label = spell(one_line(row.label))
        super().__init__(
            _Always(label),
            _NOTHING if action is None else action,
            checked=_NOTHING if row.checked is None else _BOTH[bool(row.checked)],
            radio=_BOTH[row.radio],
            default=_BOTH[False],
            visible=_BOTH[True],
            enabled=_BOTH[row.enabled and (row.command is not None or bool(row.children))],
        )
        self.__name__ = label


class _RowMenu(Menu):  # type: ignore[misc]  # pystray has no types
    """A menu of which the same can be seen for as long as it's there: pystray would work that out at each question."""

    def _visible_items(self) -> Any:
        if not hasattr(self, "_seen"):
            self._seen = super()._visible_items()
        return self._seen


class _LaterMenu(_RowMenu):
    """A menu whose items are made when it's first looked at."""

    def __init__(self, make: Callable[[], tuple[Any, ...]]) -> None:
        super().__init__()
        self._make = make
        self._made: tuple[Any, ...] | None = None

    @property
    def items(self) -> tuple[Any, ...]:
        """Pystray asks here for all of them."""
        if self._made is None:
            self._made = self._make()
        return self._made


class RowMenus:
    """Makes pystray menus of rows. A row that is as it was keeps its item, and all that backends made of that."""

    def __init__(self, choose: Choose, spell: Callable[[str], str] = str) -> None:
        """``choose`` gets the command of what was chosen; ``spell`` writes a label as the backend wants it."""
        self._choose = choose
        self._spell = spell
        self._made: dict[str, tuple[Row, RowItem]] = {}

    def of(self, rows: Sequence[Row], activate: Command) -> Any:
        """A menu of ``rows`` whose default action, not to be seen in it, is ``activate``; made when it's looked at."""
        return _LaterMenu(lambda: self._items(rows, activate))

    def _items(self, rows: Sequence[Row], activate: Command) -> tuple[Any, ...]:
        before, self._made = self._made, {}
        hidden = MenuItem("", _Asking(activate, self._choose), default=True, visible=False)
        return (hidden, *(self._item(row, before) for row in rows))

    def _item(self, row: Row, before: dict[str, tuple[Row, RowItem]]) -> Any:
        if row.label == SEPARATOR:
            return Menu.SEPARATOR
        known = before.get(row.key)
        if known is None or known[0] != row:
            known = row, RowItem(row, self._action(row, before), self._spell)
        self._made[row.key] = known
        return known[1]

    def _action(self, row: Row, before: dict[str, tuple[Row, RowItem]]) -> Any:
        if row.children:
            return _RowMenu(*(self._item(child, before) for child in row.children))
        return None if row.command is None else _Asking(row.command, self._choose)


class _Asking:
    """What a chosen item does; no function, for the same reason."""

    def __init__(self, command: Command, choose: Choose) -> None:
        self._command = command
        self._choose = choose

    def __call__(self, _icon: object, _item: object) -> None:
        self._choose(self._command)


Pictures = Callable[[Gauge], Sequence[tuple[int, int, bytes]]]
"""Makes a picture of each size: width, height and ARGB32 in network byte order."""


class PystrayTray:
    """Fulfils ``ports.Tray`` with any pystray icon, and tells it no more than what changed."""

    def __init__(
        self,
        name: str,
        icon: Any,
        *,
        picture: Pictures,
        post: Callable[[Event], None],
        spell: Callable[[str], str] = str,
    ) -> None:
        """``icon`` is a ``pystray.Icon`` that takes such pictures and does not run yet.

        ``spell`` writes a menu label as the system wants it.
        """
        self.name = name
        self._icon = icon
        self._picture = picture
        self._post = post
        self._menus = RowMenus(self._choose, spell)
        self._shown: Face | None = None
        self._drawn: Sequence[tuple[int, int, bytes]] | None = None

    def show(self, face: Face) -> None:
        """Show ``face``."""
        before, self._shown = self._shown, face
        if before is None or before.gauge != face.gauge:
            self._draw(face.gauge)
        if before is None or before.tooltip != face.tooltip:
            self._icon.title = plain(face.tooltip)
        if before is None or (before.menu, before.activate) != (face.menu, face.activate):
            self._icon.menu = self._menus.of(face.menu, face.activate)
        if hasattr(self._icon, "status"):
            self._icon.status = face.status
            self._icon.level = face.gauge.level.value
        if hasattr(self._icon, "opens_menu"):
            self._icon.opens_menu = face.opens_menu
        if before is None:
            self._icon.run_detached()

    def _draw(self, gauge: Gauge) -> None:
        """Many gauges look the same, as any percent does beside a mark; the panel hears of a pixel that differs."""
        picture = self._picture(gauge)
        if picture != self._drawn:
            self._icon.icon = self._drawn = picture

    def hosted(self) -> bool | None:
        """Whether a panel shows the icon; None where only the system could know."""
        return getattr(self._icon, "hosted", None)

    @property
    def is_drawn(self) -> bool:
        """Whether a panel has asked for the picture, as far as the icon knows."""
        return getattr(self._icon, "is_drawn", False)

    def secondary(self) -> None:
        """Do what a middle click does."""
        if self._shown is not None:
            self._choose(self._shown.secondary)

    def close(self) -> None:
        """Take the icon away."""
        self._icon.stop()

    def _choose(self, command: Command) -> None:
        if isinstance(command, OpenPanel):
            command = OpenPanel(*getattr(self._icon, "clicked_at", (0, 0)))
        self._post(Asked(command))
