"""A message is said in the language in force, whole, with what stands in its places."""

from collections.abc import Iterator

import pytest

from tray.lib.language.formats import Formats
from tray.lib.language.translation import mark, say, say_many, speak

WORDS = {
    "No break since {since}.": "Keine Pause seit {since}.",
    "Broken {place}": "Kaputt {other}",
    "Open": "Öffnen",
    "At {a}, then {b}": "Erst {b}, dann {a}",
}


class German:
    """A catalogue of a few messages."""

    def gettext(self, message: str, /) -> str:
        return WORDS.get(message, message)

    def ngettext(self, one: str, many: str, count: int, /) -> str:
        return {one: "{count} Pause", many: "{count} Pausen"}[one if count == 1 else many]


@pytest.fixture
def german() -> Iterator[None]:
    speak(German())
    yield
    speak(None)


def test_english_needs_no_catalogue() -> None:
    assert say("No break since {since}.", since="09:02") == "No break since 09:02."
    assert say_many("{count} break", "{count} breaks", 1) == "1 break"
    assert say_many("{count} break", "{count} breaks", 3) == "3 breaks"
    assert mark("Open") == "Open"


@pytest.mark.usefixtures("german")
def test_a_catalogue_says_the_message_and_orders_its_places() -> None:
    assert say("No break since {since}.", since="09:02") == "Keine Pause seit 09:02."
    assert say("At {a}, then {b}", a="1", b="2") == "Erst 2, dann 1"
    assert say_many("{count} break", "{count} breaks", 1) == "1 Pause"
    assert say_many("{count} break", "{count} breaks", 0) == "0 Pausen"
    assert say("Open") == "Öffnen"


@pytest.mark.usefixtures("german")
def test_a_message_that_is_not_translated_or_is_broken_is_english() -> None:
    assert say("Nobody translated {this}", this="that") == "Nobody translated that"
    assert say("Broken {place}", place="here") == "Broken here"


def test_a_value_that_looks_like_a_place_is_left_as_it_is() -> None:
    assert say("Session {label}", label="{since}") == "Session {since}"
    assert say("100% {without places}") == "100% {without places}"


@pytest.mark.usefixtures("german")
def test_a_sentence_ends_with_one_full_stop_where_its_last_word_has_one_too() -> None:
    assert say("No break since {since}.", since="9 Std.") == "Keine Pause seit 9 Std."
    assert say("At {a}, then {b}", a="1 Std.", b="7 Min.") == "Erst 7 Min., dann 1 Std."
    speak(None)
    assert say('Done: "{name}".', name="Ada Inc.") == 'Done: "Ada Inc.".'
    assert say("Still open: {text}.", text="answer Ada...") == "Still open: answer Ada..."


def test_a_long_count_has_its_thousands_apart_as_the_language_writes_them() -> None:
    assert say_many("{count} record", "{count} records", 9_999) == "9999 records"
    assert say_many("{count} record", "{count} records", 10_000) == "10,000 records"
    speak(German(), Formats(group="."))
    assert say_many("{count} record", "{count} records", 1_234_567) == "1.234.567 Pausen"
