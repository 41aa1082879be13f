"""Says a message in the language in force; in English, which needs no catalogue, it costs a comparison.

A message is a whole English sentence with named places: ``say("No break since {since}.", since="09:02")``. It is never
put together from parts, since the order of its places and its plural are the translator's. One command finds every
message by the names of the functions here, so that they are called with literals alone.
"""

LONG = 10_000
"""Counts from here on are written with their thousands apart."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    # Not read otherwise: this is on the path of status bars, which say nothing.
    from collections.abc import Callable
    from typing import Protocol

    class Catalogue(Protocol):
        """What a language offers; ``gettext.GNUTranslations`` does."""

        def gettext(self, message: str, /) -> str:
            """The message, or itself where the catalogue lacks it."""
            ...

        def ngettext(self, one: str, many: str, count: int, /) -> str:
            """The form of the message that goes with the count."""
            ...


_catalogue: "Catalogue | None" = None
_written: object = None
_tag = ""
_from_the_right = False
_later: "Callable[[], None] | None" = None


def speak_later(tag: str, load: "Callable[[], None]") -> None:
    """Put a language in force whose words ``load`` brings when the first is said: most who ask are answered in it."""
    global _later
    speak(None, tag=tag)
    _later = load


def _load() -> None:
    global _later, _tag
    load, _later = _later, None
    if load:
        _tag = ""
        load()


def speak(
    catalogue: "Catalogue | None", written: object = None, *, tag: str = "", from_the_right: bool = False
) -> None:
    """Say everything by this catalogue from now on, in the whole process; ``None`` is English.

    ``written`` is how times and numbers are; see `tray.lib.language.formats`, where its type is. ``tag`` names all of
    it, for whoever asks what is in force. Words may run ``from_the_right``.
    """
    global _catalogue, _written, _tag, _from_the_right, _later
    _catalogue, _written, _tag, _from_the_right, _later = catalogue, written, tag, from_the_right, None


def in_force() -> str:
    """The tag of what was put in force last; empty for English as it is where no territory is known."""
    return _tag


def written() -> object:
    """How times and numbers are written, as it was put in force; None is as in English."""
    if _later:
        _load()
    return _written


def restore() -> "Callable[[], None]":
    """What puts in force again, when it is called, what is in force now."""
    if _later:
        _load()
    before = _catalogue, _written, _tag, _from_the_right

    def again() -> None:
        speak(before[0], before[1], tag=before[2], from_the_right=before[3])

    return again


def say(message: str, /, **places: object) -> str:
    """The message in the language in force, with what stands in its places.

    A translation whose places are not the message's is never shown: the English is.
    """
    if _later:
        _load()
    said = message if _catalogue is None else _catalogue.gettext(message)
    return _filled(said, message, places) if places else said


def say_many(one: str, many: str, count: int, /, **places: object) -> str:
    """The form of a message that goes with a whole number, which stands at ``{count}``."""
    if _later:
        _load()
    english = one if count == 1 else many
    said = english if _catalogue is None else _catalogue.ngettext(one, many, count)
    return _filled(said, english, {"count": count if -LONG < count < LONG else _grouped(count), **places})


def mark(message: str, /) -> str:
    """The message as it is, for declarations that are read before a language is known: `say` it where it is shown."""
    return message


def grouped(count: int, sign: str) -> str:
    """A count with the sign between its thousands, from five digits on: many languages leave four together."""
    return str(count) if -LONG < count < LONG else f"{count:,}".replace(",", sign)


def isolated(value: str) -> str:
    """What a person wrote, for a sentence put together without `say`: where words run from the right, by itself."""
    if _later:
        _load()
    return f"\N{FIRST STRONG ISOLATE}{value}\N{POP DIRECTIONAL ISOLATE}" if _from_the_right else value


def _filled(said: str, english: str, places: dict[str, object]) -> str:
    if "}." in said:
        places = {name: _before_a_stop(value, name, said) for name, value in places.items()}
    if _from_the_right:  # so that a name in other letters does not turn the words around it over
        places = {name: isolated(value) if isinstance(value, str) else value for name, value in places.items()}
    if said is not english:
        try:
            return said.format_map(places)
        except (KeyError, IndexError, ValueError, AttributeError):
            pass  # the English says the same, whole
    return english.format_map(places)


def _grouped(count: int) -> str:
    return grouped(count, getattr(written(), "group", ","))  # those of English aren't loaded for it


def _before_a_stop(value: object, name: str, said: str) -> object:
    """What ends with a full stop by itself, such as "7 Min.", needs no second one behind it."""
    return value[:-1] if isinstance(value, str) and value.endswith(".") and f"{{{name}}}." in said else value
