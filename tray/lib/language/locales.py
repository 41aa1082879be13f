"""Finds out which language a person reads, and where they write times and numbers as people do there.

`status` does so each time, so neither regular expressions nor dataclasses nor ``collections`` are loaded for it.
"""

import sys

from tray.lib.language.languages import LANGUAGES, UNDER_OTHER_NAMES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_NO_LANGUAGE = ("C", "POSIX")


class Locale:
    """The language of somebody's words, and where they write times and numbers as people do there."""

    __slots__ = ("language", "numbers", "times")

    def __init__(self, language: str = "en", times: str = "", numbers: str = "") -> None:
        """A ``language`` that is offered; the others are ones with a territory such as ``en_US``, or empty."""
        self.language = language
        self.times = times
        self.numbers = numbers

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Locale) and other.tag == self.tag

    @property
    def tag(self) -> str:
        """All of it in one word, for those who ask the running program."""
        return "/".join((self.language, self.times, self.numbers))


def locale_of(tag: str) -> Locale:
    """The inverse of `Locale.tag`, for a tag from outside; English where it means nothing."""
    parts = (*tag.split("/"), "", "")
    return Locale(_offered(parts[0]) or "en", _territorial(parts[1]), _territorial(parts[2]))


def locale(environment: "Mapping[str, str]", setting: str = "") -> Locale:
    """What the session says, by LANGUAGE, LC_ALL, LC_MESSAGES and LANG, unless the setting ``language`` does.

    As everywhere, LANGUAGE is a list, and means nothing in the locales C and POSIX. What is not offered, or is no
    locale at all, is passed over; in the end there is English.
    """
    general = environment.get("LC_ALL") or ""
    if not any(environment.get(name) for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")):
        general = _of_the_system()
    messages = general or environment.get("LC_MESSAGES") or environment.get("LANG") or ""
    wanted = [setting] if setting else [messages]
    if not setting and messages.partition(".")[0] not in _NO_LANGUAGE:
        wanted = [*(environment.get("LANGUAGE") or "").split(":"), messages]
    language = next((found for each in wanted if (found := _offered(each))), "en")
    times, numbers = (
        _territorial(general or environment.get(name) or environment.get("LANG") or "")
        for name in ("LC_TIME", "LC_NUMERIC")
    )
    return Locale(language, times, numbers)


def _of_the_system() -> str:
    """What Windows is set to, such as ``de-DE``: it sets no variables."""
    if sys.platform == "win32":
        import ctypes

        name = ctypes.create_unicode_buffer(85)
        if ctypes.windll.kernel32.GetUserDefaultLocaleName(name, len(name)):
            return name.value
    return ""


def _split(name: str) -> tuple[str, str, str] | None:
    """Language, script and territory of a name such as ``zh_Hant_HK.UTF-8``; None where it is no name of a locale."""
    end = min((at for each in ".@" if (at := name.find(each)) >= 0), default=len(name))
    language, *others = name[:end].replace("-", "_").split("_")
    script = others.pop(0) if others and _letters(others[0], 4) else ""
    territory = others.pop(0) if others and (_letters(others[0], 2) or _is_number(others[0])) else ""
    if others or not _letters(language, 2, 3):
        return None
    return language.lower(), script.capitalize(), territory.upper()


def _letters(text: str, *lengths: int) -> bool:
    return len(text) in lengths and text.isascii() and text.isalpha()


def _is_number(text: str) -> bool:
    return len(text) == 3 and text.isascii() and text.isdigit()


def _offered(name: str) -> str | None:
    found = _split(name)
    if found is None:
        return None
    language, script, territory = found
    if language == "zh":  # the script decides, and the territory says which; the other one is another language to read
        names: tuple[str, ...] = (f"zh_{script or territory}".rstrip("_"),)
    else:
        names = (f"{language}_{territory}", language)
    for each in names:
        if (each := UNDER_OTHER_NAMES.get(each, each)) in LANGUAGES:
            return each
    return None


def _territorial(name: str) -> str:
    """``de_DE`` of ``de_DE@euro``; nothing where no territory is named."""
    found = _split(name)
    return f"{found[0]}_{found[2]}" if found and found[2] else ""
