"""The menu on the message bus, for the panel that draws it: its entries, its changes, its clicks. (Version 3)"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from itertools import count
from typing import Any

from tray.desktop.icon.pystray_import import Menu
from tray.desktop.linux.dbus.connection import Body, Bus
from tray.desktop.linux.dbus.objects import BusObject, Interface, Method, MethodCall, Property, RefusalError
from tray.lib.frozen import dataclass

INTERFACE = "com.canonical.dbusmenu"
ROOT = 0

Value = tuple[str, Any]
"""A D-Bus signature and a value of it."""

_UNSAID: Mapping[str, Value] = {
    "type": ("s", "standard"),
    "label": ("s", ""),
    "enabled": ("b", True),
    "visible": ("b", True),
    "toggle-type": ("s", ""),
    "toggle-state": ("i", -1),
    "children-display": ("s", ""),
}
"""What a property is where nothing is said of it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the menu as the bus knows it; properties that are as usual are left out."""

    id: int
    """Stays the same while the same rows are around it, whatever they say."""
    properties: Mapping[str, Value] = field(default_factory=dict)
    children: tuple["Entry", ...] = ()


def label(text: str) -> Value:
    """A label that shows an underscore as an underscore, not as a mark of the next letter."""
    return ("s", text.replace("_", "__"))


class _Readers:
    """Who has read the menu, and who of them asks before it shows it anew: those need not be told of each change.

    GNOME's extension and Plasma ask, and say when they have closed it. What others have read they may show at any time.
    """

    def __init__(self) -> None:
        self._ask_first: dict[str, bool] = {}
        self._open: set[str] = set()

    @property
    def all_ask_first(self) -> bool:
        """Nobody shows what it has read without asking."""
        return all(self._ask_first.values())

    def read(self, reader: str) -> None:
        """It knows the rows of now."""
        self._ask_first.setdefault(reader, False)

    def asked(self, reader: str) -> None:
        """It asked as it was about to show them, and does."""
        self._ask_first[reader] = False
        self._open.add(reader)

    def closed(self, reader: str) -> None:
        """It shows them no longer: if it asked first, it will again."""
        if reader in self._open:
            self._open.discard(reader)
            self._ask_first[reader] = True


class DBusMenu:
    """Serves a menu at ``path``. New words change in an open menu; only new rows make the panel read it again.

    The entries are made when somebody may look at them. Where everybody who has read them asks before showing them
    anew, that is when somebody does; elsewhere at each change.
    """

    def __init__(self, bus: Bus, path: str, chosen: Callable[[int], None]) -> None:
        """``chosen`` gets the id of a row that was clicked."""
        self._bus = bus
        self._path = path
        self._chosen = chosen
        self._readers = _Readers()
        self._reader = ""
        """Who is being answered."""
        self._make: Callable[[], tuple[Entry, ...]] | None = None
        """Makes the entries of now, where they are not made yet."""
        self._revision = 1
        self._root = _root(())
        self._by_id: Mapping[int, Entry] = {ROOT: self._root}
        self._former: Mapping[int, Entry] = {}
        """The rows that the last change of structure took away: a click on one may be under way."""
        self._object = BusObject(self._interface())
        self._stop = bus.serve(path, self._answer)

    def show(self, make: Callable[[], tuple[Entry, ...]]) -> None:
        """Make what ``make`` gives the menu, and tell the panel no more than what changed."""
        self._make = make
        if not self._readers.all_ask_first:
            self._renew()

    def _renew(self) -> bool:
        """Make the entries of now, if they are not yet; whether there are other rows than before."""
        if self._make is None:
            return False
        make, self._make = self._make, None
        before, self._root = self._root, _root(make())
        old, self._by_id = self._by_id, _by_id(self._root)
        parent = changed_parent(before, self._root)
        inside = set() if parent is None else _by_id(parent).keys() - {parent.id}
        self._tell_properties(old, inside)
        if parent is not None:
            self._former = {number: entry for number, entry in old.items() if number not in self._by_id}
            self._revision += 1
            self._bus.emit(self._path, INTERFACE, "LayoutUpdated", "ui", (self._revision, parent.id))
        return parent is not None

    def _answer(self, call: MethodCall) -> tuple[str, Body]:
        self._reader = call.sender
        return self._object(call)

    def _read(self) -> None:
        self._renew()
        self._readers.read(self._reader)

    def close(self) -> None:
        """Serve it no longer."""
        self._stop()

    def _tell_properties(self, old: Mapping[int, Entry], told_otherwise: set[int]) -> None:
        updated, removed = [], []
        for entry in _changed(self._root, old):
            known = old.get(entry.id)
            if known is None or entry.id in told_otherwise:
                continue
            before, now = known.properties, entry.properties
            if new := {key: value for key, value in now.items() if before.get(key) != value}:
                updated.append((entry.id, new))
            if gone := [key for key in before if key not in now]:
                removed.append((entry.id, gone))
        if updated or removed:
            body = (updated, removed)
            self._bus.emit(self._path, INTERFACE, "ItemsPropertiesUpdated", "a(ia{sv})a(ias)", body)

    def _interface(self) -> Interface:
        return Interface(
            INTERFACE,
            {
                "GetLayout": Method("iias", "u(ia{sv}av)", self._get_layout),
                "GetGroupProperties": Method("aias", "a(ia{sv})", self._get_group_properties),
                "GetProperty": Method("is", "v", self._get_property),
                "Event": Method("isvu", "", self._event),
                "EventGroup": Method("a(isvu)", "ai", self._event_group),
                "AboutToShow": Method("i", "b", self._about_to_show),
                "AboutToShowGroup": Method("ai", "aiai", self._about_to_show_group),
            },
            {
                "Version": Property("u", lambda: 3),
                "TextDirection": Property("s", lambda: "ltr"),
                "Status": Property("s", lambda: "normal"),
                "IconThemePath": Property("as", list),
            },
            {
                "ItemsPropertiesUpdated": "a(ia{sv})a(ias)",
                "LayoutUpdated": "ui",
                "ItemActivationRequested": "iu",
            },
        )

    def _get_layout(self, parent: int, depth: int, names: list[str]) -> Body:
        self._read()
        return self._revision, _layout(self._entry(parent), depth, names)

    def _get_group_properties(self, rows: list[int], names: list[str]) -> Body:
        self._read()
        wanted = [self._by_id[row] for row in rows if row in self._by_id] if rows else self._by_id.values()
        return ([(entry.id, _filtered(entry, names)) for entry in wanted],)

    def _get_property(self, row: int, name: str) -> Body:
        self._read()
        value = self._entry(row).properties.get(name) or _UNSAID.get(name)
        if value is None:
            raise RefusalError(f"There is no property {name}.", "org.freedesktop.DBus.Error.InvalidArgs")
        return (value,)

    def _about_to_show(self, row: int) -> Body:
        changed = self._renew()
        self._entry(row)
        if row == ROOT:
            self._readers.asked(self._reader)
        return (changed,)  # elsewhere what was told is what there is

    def _about_to_show_group(self, rows: list[int]) -> Body:
        changed = self._renew()
        if ROOT in rows:
            self._readers.asked(self._reader)
        return [ROOT] if changed else [], self._unknown(rows)

    def _event(self, row: int, kind: str, _data: Value, _timestamp: int) -> Body:
        if kind == "closed" and row == ROOT:
            self._readers.closed(self._reader)
        entry = self._former.get(row) or self._entry(row)
        enabled = entry.properties.get("enabled", _UNSAID["enabled"])
        if kind == "clicked" and enabled[1]:
            self._chosen(row)
        return ()

    def _event_group(self, events: list[tuple[int, str, Value, int]]) -> Body:
        unknown = self._unknown([event[0] for event in events])
        for event in events:
            if event[0] not in unknown:
                self._event(*event)
        return (unknown,)

    def _entry(self, row: int) -> Entry:
        entry = self._by_id.get(row)
        if entry is None:
            raise RefusalError(f"There is no row {row} any more.", "org.freedesktop.DBus.Error.InvalidArgs")
        return entry

    def _unknown(self, rows: list[int]) -> list[int]:
        return [row for row in rows if row not in self._by_id and row not in self._former]


def changed_parent(before: Entry, now: Entry) -> Entry | None:
    """The smallest part of the menu that holds every change of rows; None when only words changed."""
    if before is now:
        return None
    if [child.id for child in before.children] != [child.id for child in now.children]:
        return now
    parts = [changed_parent(*pair) for pair in zip(before.children, now.children, strict=True)]
    changed = [part for part in parts if part is not None]
    return changed[0] if len(changed) == 1 else now if changed else None


def _root(entries: tuple[Entry, ...]) -> Entry:
    return Entry(ROOT, {"children-display": ("s", "submenu")}, entries)


def _by_id(entry: Entry, rows: dict[int, Entry] | None = None) -> dict[int, Entry]:
    """The entry and all below it. By hand: a generator in a generator takes three times as long."""
    rows = {} if rows is None else rows
    rows[entry.id] = entry
    for child in entry.children:
        _by_id(child, rows)
    return rows


def _changed(entry: Entry, old: Mapping[int, Entry]) -> Iterator[Entry]:
    """What is not the same object as before; what is, has the same rows below it."""
    if old.get(entry.id) is not entry:
        yield entry
        for child in entry.children:
            yield from _changed(child, old)


def _filtered(entry: Entry, names: list[str]) -> dict[str, Value]:
    return {name: value for name, value in entry.properties.items() if not names or name in names}


def _layout(entry: Entry, depth: int, names: list[str]) -> tuple[int, dict[str, Value], list[Value]]:
    below = [] if depth == 0 else [("(ia{sv}av)", _layout(child, depth - 1, names)) for child in entry.children]
    return entry.id, _filtered(entry, names), below


@dataclass(frozen=True, slots=True)
class _Part:
    """An item of the menu itself, with all below it."""

    item: Any
    entry: Entry
    rows: dict[str, int]
    """Their numbers by their keys."""
    items: dict[int, Any]


class MenuEntries:
    """Gives each item of a menu a number, and finds it again by that.

    It keeps the number as long as the rows beside it, and those above them, are the same ones in the same order. When
    rows come or go all around them get new numbers: GNOME's extension remembers by its number where a row stood, and
    draws those that it knows in a wrong order among new ones.

    An item that is the same object as before has the same entry.
    """

    def __init__(self) -> None:
        self._fresh = count(1)
        self._parts: dict[str, _Part] = {}
        self._rows: dict[str, int] = {}
        self._items: dict[int, Any] = {}
        self._former: dict[int, str] = {}
        """The keys of rows that had another number until the last change of rows."""

    def of(self, menu: Any) -> tuple[Entry, ...]:
        """The entries of a pystray menu."""
        keyed = [(_key(item, f"/{place}"), item) for place, item in enumerate(menu or ())]
        before = self._parts if [key for key, _ in keyed] == list(self._parts) else {}
        self._parts = {}
        for key, item in keyed:
            part = before.get(key)
            same = part is not None and part.item is item
            self._parts[key] = part if part is not None and same else self._part(item, key, part)
        old, self._rows, self._items = self._rows, {}, {}
        for part in self._parts.values():
            self._rows.update(part.rows)
            self._items.update(part.items)
        if old != self._rows:
            self._former = {number: key for key, number in old.items() if number not in self._items}
        return tuple(part.entry for part in self._parts.values())

    def item(self, row: int) -> Any:
        """The item of that number, now or until the last change of rows; None when it is not in the menu any more."""
        return self._items.get(row) or self._items.get(self._rows.get(self._former.get(row, ""), ROOT))

    def _part(self, item: Any, key: str, before: _Part | None) -> _Part:
        rows: dict[str, int] = {}
        items: dict[int, Any] = {}
        return _Part(item, self._entry(item, key, before.entry if before else None, rows, items), rows, items)

    def _entry(self, item: Any, key: str, before: Entry | None, rows: dict[str, int], items: dict[int, Any]) -> Entry:
        """``before`` is the entry whose number it keeps."""
        row = rows[key] = before.id if before else next(self._fresh)
        items[row] = item
        if item is Menu.SEPARATOR:
            return Entry(row, {"type": ("s", "separator")})
        keyed = [(_key(child, f"{key}/{number}"), child) for number, child in enumerate(item.submenu or ())]
        kept = before is not None and [self._rows.get(each) for each, _ in keyed] == [
            each.id for each in before.children
        ]
        olds: Sequence[Entry | None] = before.children if before and kept else [None] * len(keyed)
        children = tuple(
            self._entry(child, each, old, rows, items) for (each, child), old in zip(keyed, olds, strict=True)
        )
        return Entry(row, _properties(item), children)


def _key(item: Any, place: str) -> str:
    """What has no key of its own (a line, an item that is not ours) is known by its place."""
    return str(getattr(item, "key", place))


def _properties(item: Any) -> dict[str, Value]:
    said: dict[str, Value] = {"label": label(item.text)}
    if not item.enabled:
        said["enabled"] = ("b", False)
    if item.checked is not None:
        said["toggle-type"] = ("s", "radio" if item.radio else "checkmark")
        said["toggle-state"] = ("i", int(item.checked))
    if item.submenu:
        said["children-display"] = ("s", "submenu")
    return said
