"""Brings the words and formats of a language that `tray.lib.language.locales` has found out.

The words come from a catalogue of gettext, read by a reader of our own: the one of the standard library turns the whole
of it into objects, which is half a megabyte and three milliseconds for 1,500 messages. This one keeps the file as it is
and looks up what is said, so that it costs the size of the file. English needs neither, and nothing is imported for it.
"""

from collections.abc import Callable, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tray.lib.assets import asset_place
from tray.lib.language.formats import ENGLISH, MONTH_FIRST, MONTH_FIRST_IN, Formats
from tray.lib.language.locales import Locale, locale_of
from tray.lib.language.plural_forms import form_of
from tray.lib.language.translation import in_force, restore, speak

if TYPE_CHECKING:
    from collections.abc import Iterator


def put_in_force(wanted: Locale, log: Callable[[str], None] = lambda _: None) -> None:
    """Say and write everything so from now on. A catalogue that is missing or damaged is English, and is logged."""
    if wanted == Locale():
        speak(None)
        return
    tag = wanted.tag
    if in_force() == tag:
        return
    if wanted.language == "en":
        speak(None, _in_territory(MONTH_FIRST if wanted.times in MONTH_FIRST_IN else ENGLISH, wanted, {}), tag=tag)
        return
    try:
        catalogue = Catalogue(asset_place(f"locale/{wanted.language}.mo"), form_of(wanted.language))
    except (OSError, ValueError) as problem:
        log(f"The words of the language {wanted.language} cannot be read, so that they are English: {problem}")
        put_in_force(Locale("en", wanted.times, wanted.numbers))
        return
    told: dict[str, Any] = _json(f"locale/{wanted.language}.formats.json", log)
    variants = told.pop("variants", {})
    lists: dict[str, Any] = {name: tuple(each) for name, each in told.items() if isinstance(each, list)}
    own = Formats(**(told | lists))
    written = _in_territory(own, wanted, variants)
    speak(catalogue, written, tag=tag, from_the_right=written.right_to_left)


@contextmanager
def spoken(tag: object) -> "Iterator[None]":
    """Say everything as the tag wants it, while this lasts; there is one thread that says anything."""
    if tag == in_force():
        yield
        return
    before = restore()
    try:
        put_in_force(locale_of(tag) if isinstance(tag, str) else Locale())
        yield
    finally:
        before()


class Catalogue:
    """A ``.mo`` file, kept as it is. What was said once is kept apart, since a face says the same again and again."""

    def __init__(self, place: str, form: Callable[[int], int]) -> None:
        """``form`` tells which form of a message goes with a number. Raises OSError and ValueError."""
        with open(place, "rb") as file:  # noqa: PTH123
            self._data = data = file.read()
        order = {b"\xde\x12\x04\x95": "little", b"\x95\x04\x12\xde": "big"}.get(data[:4])
        if order is None:
            raise ValueError(f"{place} is no catalogue of gettext")
        self._view = memoryview(data)
        self._order = order
        self._form = form
        self._said: dict[str, tuple[str, ...]] = {}
        self._count, self._messages, self._translations = (self._number(at) for at in (8, 12, 16))
        if max(self._messages, self._translations) + 8 * self._count > len(data):
            raise ValueError(f"{place} is cut off")
        self._found(0, self._messages)

    def gettext(self, message: str, /) -> str:
        """The message, or itself where the catalogue lacks it."""
        return (self._said.get(message) or self._looked_up(message, message))[0] or message

    def ngettext(self, one: str, many: str, count: int, /) -> str:
        """The form of the message that goes with the count."""
        forms = self._said.get(one + "\0") or self._looked_up(one + "\0", f"{one}\0{many}")
        number = self._form(abs(count))
        said = forms[number] if number < len(forms) else ""
        return said or (one if count == 1 else many)

    def _looked_up(self, kept_as: str, message: str) -> tuple[str, ...]:
        said = self._said[kept_as] = self._search(message.encode())
        return said

    def _search(self, message: bytes) -> tuple[str, ...]:
        """Messages lie in the order of their bytes."""
        low, high = 0, self._count
        while low < high:
            middle = (low + high) // 2
            if self._found(middle, self._messages) < message:
                low = middle + 1
            else:
                high = middle
        try:
            if low < self._count and self._found(low, self._messages) == message:
                return tuple(self._found(low, self._translations).decode().split("\0"))
        except (UnicodeDecodeError, ValueError):
            pass  # a catalogue that is damaged in the middle: this message is said in English
        return ("",)

    def _found(self, index: int, table: int) -> bytes:
        length, offset = self._number(table + 8 * index), self._number(table + 8 * index + 4)
        return self._data[offset : offset + length]

    def _number(self, at: int) -> int:
        return int.from_bytes(self._view[at : at + 4], self._order)  # type: ignore[arg-type]


def _in_territory(language: Formats, wanted: Locale, variants: Mapping[str, Mapping[str, str]]) -> Formats:
    """What depends on where somebody is: 12 or 24 hours, with which day a week begins, the signs in numbers."""
    if not (wanted.times or wanted.numbers):
        return language
    told: dict[str, Any] = _json("locale/territories.json", lambda _: None)
    own: dict[str, Any] = {}
    if wanted.numbers.partition("_")[0] == wanted.language.partition("_")[0]:
        own = dict(variants.get(wanted.numbers.partition("_")[2], {}))
    if wanted.times:
        territory = wanted.times.partition("_")[2]
        own["twelve"] = wanted.times in told.get("twelve", "").split()
        own["first_weekday"] = next(
            (int(day) for day, places in told.get("first_weekday", {}).items() if territory in places.split()), 0
        )
    return replace(language, **own)


def _json(name: str, log: Callable[[str], None]) -> dict[str, Any]:
    import json

    try:
        with open(asset_place(name), encoding="utf-8") as file:  # noqa: PTH123
            found = json.load(file)
    except (OSError, ValueError) as problem:
        log(f"How times and numbers are written cannot be read, so that they are as in English: {problem}")
        return {}
    return found if isinstance(found, dict) else {}
