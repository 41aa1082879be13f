"""A language in which every message stands between brackets, so that what was not said through the words is seen."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from tray.lib.translation import restore, speak


class InBrackets:
    """The catalogue of that language; its brackets are wide, as the letters of Japanese are."""

    def gettext(self, message: str, /) -> str:
        return f"［{message}］"

    def ngettext(self, one: str, many: str, count: int, /) -> str:
        return f"［{one if count == 1 else many}］"

    def pgettext(self, meaning: str, message: str, /) -> str:
        return f"［{meaning}: {message}］"


@contextmanager
def spoken_in_brackets(*, from_the_right: bool = False) -> Iterator[None]:
    """Say everything in that language, while this lasts."""
    before = restore()
    speak(InBrackets(), tag="de", from_the_right=from_the_right)
    try:
        yield
    finally:
        before()


def outside(text: str) -> str:
    """What of a text stands in no bracket."""
    while (shorter := re.sub(r"［[^［］]*］", "", text)) != text:
        text = shorter
    return text
