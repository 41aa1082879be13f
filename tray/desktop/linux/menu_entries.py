"""How does a pystray menu become entries of a menu on the bus?"""

from itertools import count
from typing import Any

from tray.desktop.linux.dbusmenu import Entry, Value, label
from tray.desktop.pystray_quietly import Menu
from tray.frozen import dataclass


@dataclass(frozen=True, slots=True)
class _Part:
    """An item of the menu itself, with all below it."""

    item: Any
    entry: Entry
    rows: dict[str, int]
    """Their numbers by their keys."""
    items: dict[int, Any]


class MenuEntries:
    """Gives each item of a menu a number that it keeps as long as it is in the menu, and finds it again by that.

    An item that is the same object as before has the same entry.
    """

    def __init__(self) -> None:
        self._fresh = count(1)
        self._parts: dict[str, _Part] = {}
        self._rows: dict[str, int] = {}
        self._items: dict[int, Any] = {}

    def of(self, menu: Any) -> tuple[Entry, ...]:
        """The entries of a pystray menu."""
        before, self._parts = self._parts, {}
        for place, item in enumerate(menu or ()):
            key = _key(item, f"/{place}")
            part = before.get(key)
            self._parts[key] = part if part is not None and part.item is item else self._part(item, key)
        self._rows, self._items = {}, {}
        for part in self._parts.values():
            self._rows.update(part.rows)
            self._items.update(part.items)
        return tuple(part.entry for part in self._parts.values())

    def item(self, row: int) -> Any:
        """The item of that number, None when it is not in the menu any more."""
        return self._items.get(row)

    def _part(self, item: Any, place: str) -> _Part:
        rows: dict[str, int] = {}
        items: dict[int, Any] = {}
        return _Part(item, self._entry(item, place, rows, items), rows, items)

    def _entry(self, item: Any, place: str, rows: dict[str, int], items: dict[int, Any]) -> Entry:
        key = _key(item, place)
        row = rows[key] = self._rows.get(key) or next(self._fresh)
        items[row] = item
        if item is Menu.SEPARATOR:
            return Entry(row, {"type": ("s", "separator")})
        below = enumerate(item.submenu or ())
        children = tuple(self._entry(child, f"{key}/{number}", rows, items) for number, child in below)
        return Entry(row, _properties(item), children)


def _key(item: Any, place: str) -> str:
    """What has no key of its own (a line, an item that is not ours) is known by its place."""
    return str(getattr(item, "key", place))


def _properties(item: Any) -> dict[str, Value]:
    said: dict[str, Value] = {"label": label(item.text)}
    if not item.enabled:
        said["enabled"] = ("b", False)
    if getattr(item, "icon_name", None):
        said["icon-name"] = ("s", item.icon_name)
    if item.checked is not None:
        said["toggle-type"] = ("s", "radio" if item.radio else "checkmark")
        said["toggle-state"] = ("i", int(item.checked))
    if item.submenu:
        said["children-display"] = ("s", "submenu")
    return said
