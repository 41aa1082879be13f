"""Says a message in the language in force; in English, which needs no catalogue, it costs a comparison.

A message is a whole English sentence with named places: ``say("No break since {since}.", since="09:02")``. It is never
put together from parts, since the order of its places and its plural are the translator's. One command finds every
message by the names of the functions here, so that they are called with literals alone.
"""

from typing import Protocol


class Catalogue(Protocol):
    """What a language offers; ``gettext.GNUTranslations`` does."""

    def gettext(self, message: str, /) -> str:
        """The message, or itself where the catalogue lacks it."""
        ...

    def ngettext(self, one: str, many: str, count: int, /) -> str:
        """The form of the message that goes with the count."""
        ...

    def pgettext(self, meaning: str, message: str, /) -> str:
        """The message where it means this."""
        ...


_catalogue: Catalogue | None = None


def speak(catalogue: Catalogue | None) -> None:
    """Say everything by this catalogue from now on, in the whole process; ``None`` is English."""
    global _catalogue
    _catalogue = catalogue


def say(message: str, /, **places: object) -> str:
    """The message in the language in force, with what stands in its places.

    A translation whose places are not the message's is never shown: the English is.
    """
    said = message if _catalogue is None else _catalogue.gettext(message)
    return _filled(said, message, places) if places else said


def say_many(one: str, many: str, count: int, /, **places: object) -> str:
    """The form of a message that goes with a whole number, which stands at ``{count}``."""
    english = one if count == 1 else many
    said = english if _catalogue is None else _catalogue.ngettext(one, many, count)
    return _filled(said, english, {"count": count, **places})


def say_as(meaning: str, message: str, /, **places: object) -> str:
    """As `say`, for words that mean several things: ``say_as("button", "Open")``."""
    said = message if _catalogue is None else _catalogue.pgettext(meaning, message)
    return _filled(said, message, places) if places else said


def mark(message: str, /) -> str:
    """The message as it is, for declarations that are read before a language is known: `say` it where it is shown."""
    return message


def _filled(said: str, english: str, places: dict[str, object]) -> str:
    if said is not english:
        try:
            return said.format_map(places)
        except (KeyError, IndexError, ValueError, AttributeError):
            pass  # the English says the same, whole
    return english.format_map(places)
