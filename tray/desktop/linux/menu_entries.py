"""How does a pystray menu become entries of a menu on the bus?"""

from itertools import count
from typing import Any

from tray.desktop.linux.dbusmenu import Entry, Value, label
from tray.desktop.pystray_quietly import Menu


class MenuEntries:
    """Gives each item of a menu a number that it keeps as long as it is in the menu, and finds it again by that."""

    def __init__(self) -> None:
        self._fresh = count(1)
        self._ids: dict[str, int] = {}
        self._items: dict[int, Any] = {}

    def of(self, menu: Any) -> tuple[Entry, ...]:
        """The entries of a pystray menu."""
        before, self._ids, self._items = self._ids, {}, {}
        return self._entries(menu or (), "", before)

    def item(self, row: int) -> Any:
        """The item of that number, None when it is not in the menu any more."""
        return self._items.get(row)

    def _entries(self, menu: Any, above: str, before: dict[str, int]) -> tuple[Entry, ...]:
        return tuple(self._entry(item, f"{above}/{place}", before) for place, item in enumerate(menu))

    def _entry(self, item: Any, place: str, before: dict[str, int]) -> Entry:
        # What has no key of its own (a line, an item that is not ours) is known by its place.
        key = getattr(item, "key", place)
        row = self._ids[key] = before.get(key) or next(self._fresh)
        self._items[row] = item
        if item is Menu.SEPARATOR:
            return Entry(row, {"type": ("s", "separator")})
        return Entry(row, _properties(item), self._entries(item.submenu or (), place, before))


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
