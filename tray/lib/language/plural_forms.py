"""Which form of a message goes with a number, language by language."""

from collections.abc import Callable


def _slavic(count: int, one: bool) -> int:
    few = 2 <= count % 10 <= 4 and not 12 <= count % 100 <= 14
    return 0 if one else 1 if few else 2


def _arabic(count: int) -> int:
    if count < 3:
        return count
    return 3 if 3 <= count % 100 <= 10 else 4 if count % 100 >= 11 else 5


_FORMS: dict[str, Callable[[int], int]] = {
    "one": lambda count: int(count != 1),
    "up to one": lambda count: int(count > 1),
    "same": lambda _: 0,
    "pl": lambda count: _slavic(count, count == 1),
    "uk": lambda count: _slavic(count, count % 10 == 1 and count % 100 != 11),
    "ar": _arabic,
}
"""Which form goes with a number, as gettext counts forms; the heads of the catalogues say the same, and a test that
they do."""
_RULES = {
    "fr": "up to one",
    "pt_BR": "up to one",
    "ja": "same",
    "zh_CN": "same",
    "pl": "pl",
    "uk": "uk",
    "ar": "ar",
}


def form_of(language: str) -> Callable[[int], int]:
    """Tells of a number which form goes with it, as gettext counts the forms of this language."""
    return _FORMS[_RULES.get(language, "one")]
