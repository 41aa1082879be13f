"""The language is the session's, or the person's choice; its words come from a catalogue, and else are English."""

from collections.abc import Callable
from datetime import date, time
from gettext import c2py
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.plurals import get_plural
from hypothesis import given
from hypothesis import strategies as st

from tests.catalogues import cldr
from tests.catalogues.german import german as german
from tray.lib.language import locales
from tray.lib.language.catalogue_reader import Catalogue, put_in_force, spoken
from tray.lib.language.formats import ENGLISH, formats
from tray.lib.language.languages import LANGUAGES
from tray.lib.language.locales import Locale, locale, locale_of
from tray.lib.language.plural_forms import form_of
from tray.lib.language.translation import in_force, say, say_many, speak, speak_later


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("damaged")


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("", "en"),
        ("C", "en"),
        ("C.UTF-8", "en"),
        ("POSIX", "en"),
        ("de_DE@euro", "de"),
        ("de_AT.UTF-8", "de"),
        ("DE_de", "de"),
        ("de", "de"),
        ("pt_BR.UTF-8", "pt_BR"),
        ("pt_PT", "pt_BR"),
        ("zh_CN.GB18030", "zh_CN"),
        ("zh_Hans", "zh_CN"),
        ("zh-Hans-CN", "zh_CN"),
        ("zh_TW.UTF-8", "en"),
        ("zh_Hant_HK", "en"),
        ("ja_JP.UTF-8", "ja"),
        ("de_276.UTF-8", "de"),
        ("de_27", "en"),
        ("de_2760", "en"),
        ("tr_TR.UTF-8", "en"),
        ("ar_EG", "ar"),
        ("../../de", "en"),
        ("de/../..", "en"),
        ("\0", "en"),
        ("x" * 9999, "en"),
    ],
)
def test_the_language_is_that_of_the_session_where_it_is_offered(said: str, language: str) -> None:
    assert language == locale({"LANG": said}).language
    assert language == locale({"LC_MESSAGES": said, "LANG": "fr_FR" if said else ""}).language
    assert language == locale({"LC_ALL": said, "LC_MESSAGES": "fr_FR" if said else "", "LANG": ""}).language


def test_a_list_of_languages_is_gone_through_until_one_is_offered() -> None:
    assert "nl" == locale({"LANG": "de_DE", "LANGUAGE": "tr:nl:de"}).language
    assert "de" == locale({"LANG": "de_DE", "LANGUAGE": "tr:xx:"}).language
    assert "en" == locale({"LANG": "de_DE", "LANGUAGE": "en:de"}).language
    assert "fr" == locale({"LANGUAGE": "fr"}).language


@pytest.mark.parametrize("plain", ["C", "POSIX", "C.UTF-8"])
def test_a_list_of_languages_means_nothing_where_there_is_no_locale(plain: str) -> None:
    assert Locale() == locale({"LANG": "de_DE", "LC_ALL": plain, "LANGUAGE": "de"})


def test_a_system_without_variables_is_asked_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locales, "_of_the_system", lambda: "de-DE")

    assert Locale("de", "de_DE", "de_DE") == locale({})
    assert Locale("en") == locale({"LANG": "C"})
    assert Locale("fr") == locale({"LANGUAGE": "fr"})


def test_the_setting_wins_over_the_session_and_times_stay_as_in_the_session() -> None:
    assert Locale("ja", "en_US", "de_DE") == locale(
        {"LANG": "de_DE", "LC_TIME": "en_US.UTF-8", "LANGUAGE": "fr"}, setting="ja"
    )


@given(st.text(), st.text())
def test_any_text_is_a_locale_or_none(said: str, tag: str) -> None:
    assert locale({"LANG": said, "LANGUAGE": tag}, setting=tag).language in LANGUAGES
    assert locale_of(tag).language in LANGUAGES


@given(st.sampled_from(LANGUAGES), st.sampled_from(("", "de_AT", "en_US")), st.sampled_from(("", "es_MX")))
def test_a_locale_can_be_named_and_is_known_by_its_name(language: str, times: str, numbers: str) -> None:
    assert Locale(language, times, numbers) == locale_of(Locale(language, times, numbers).tag)


@pytest.mark.usefixtures("german")
def test_words_and_formats_come_together() -> None:
    put_in_force(Locale("de", "de_DE", "de_DE"))

    assert "Keine Pause seit 09:02." == say("No break since {since}.", since="09:02")
    assert "1 Pause" == say_many("{count} break", "{count} breaks", 1)
    assert "4 Pausen" == say_many("{count} break", "{count} breaks", 4)
    assert "Open" == say("Open")
    assert ["Nachricht 0 für dich", "Nachricht 299 für dich"] == [say("Message 0"), say("Message 299")]
    assert "6\N{NO-BREAK SPACE}%" == formats().in_percent(6)

    put_in_force(Locale())

    assert "No break since 09:02." == say("No break since {since}.", since="09:02")
    assert "6%" == formats().in_percent(6)
    assert "" == in_force()


@pytest.mark.usefixtures("german")
def test_an_answer_is_said_in_the_language_of_who_asks_and_then_as_before() -> None:
    with spoken("de/de_DE/"):
        assert "1 Pause" == say_many("{count} break", "{count} breaks", 1)
        with spoken(None):
            assert "1 break" == say_many("{count} break", "{count} breaks", 1)
        assert "1 Pause" == say_many("{count} break", "{count} breaks", 1)
    assert "1 break" == say_many("{count} break", "{count} breaks", 1)


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda _: b"not a catalogue",
        lambda data: data[:200],
        lambda data: data[:8] + b"\xff\xff\xff\x7f" + data[12:],
    ],
)
def test_a_damaged_catalogue_is_english_and_logged_once(german: Path, damage: object) -> None:
    place = german / "de.mo"
    assert callable(damage)
    place.write_bytes(damage(place.read_bytes()))
    log: list[str] = []

    put_in_force(Locale("de", "de_DE", "de_DE"), log.append)

    assert "1 break" == say_many("{count} break", "{count} breaks", 1)
    assert 1 == len(log)


@pytest.mark.usefixtures("german")
def test_a_missing_catalogue_is_english_and_logged_once() -> None:
    log: list[str] = []
    put_in_force(Locale("fr"), log.append)

    assert "No break since 09:02." == say("No break since {since}.", since="09:02")
    assert 1 == len(log)


@pytest.mark.parametrize("damage", [Path.unlink, lambda file: file.write_text("{")], ids=["missing", "damaged"])
def test_where_the_formats_cannot_be_read_times_are_as_in_english_and_words_are_not_and_it_is_logged_once(
    german: Path, damage: Callable[[Path], object]
) -> None:
    damage(german / "de.formats.json")
    log: list[str] = []
    put_in_force(Locale("de", "de_DE", "de_DE"), log.append)

    assert "Keine Pause seit 09:02." == say("No break since {since}.", since="09:02")
    assert ENGLISH.weekdays == formats().weekdays
    assert 1 == len(log)


def test_a_sentence_whose_translation_is_damaged_is_said_in_english_and_the_others_are_not(folder: Path) -> None:
    catalogue = Catalog("de")
    catalogue.add("Open", "Offen")
    catalogue.add("Closed", "Zu")
    into = BytesIO()
    write_mo(into, catalogue)
    place = folder / "damaged.mo"
    place.write_bytes(into.getvalue().replace(b"Offen", b"Off\xffn"))
    speak(Catalogue(str(place), lambda _: 0))

    assert ["Open", "Zu"] == [say("Open"), say("Closed")]


@given(data=st.data())
def test_whatever_a_catalogue_holds_something_is_said(folder: Path, data: st.DataObject) -> None:
    catalogue = Catalog("de")
    catalogue.add("Open", "Offen")
    catalogue.add("Closed", "Zu")
    into = BytesIO()
    write_mo(into, catalogue)
    whole = bytearray(into.getvalue())
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    place = folder / "de.mo"
    place.write_bytes(bytes(whole))
    try:
        speak(Catalogue(str(place), lambda _: 0))
    except ValueError:
        return
    assert isinstance(say("Open"), str)
    assert say_many("{count} break", "{count} breaks", 3)


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_the_forms_of_a_plural_are_those_that_gettext_has_for_the_language(language: str) -> None:
    """Babel has it of CLDR, as a sum in C, and may number the forms in another way: millions have one of their own."""
    form = form_of(language)
    usual = c2py(str(get_plural(language.removesuffix("_CN")).plural_expr))
    pairs = {(usual(count), form(count)) for count in range(1200)}

    assert len(pairs) == len({cldr for cldr, _ in pairs}) == len({own for _, own in pairs})
    assert {own for _, own in pairs} == set(range(len(pairs)))


def test_the_formats_are_what_cldr_says() -> None:
    assert [] == cldr.stale(cldr.files())


@pytest.mark.parametrize(
    ("times", "half_past_five", "day", "percent"),
    [
        ("", "17:30", "Fri 4 Dec", "6%"),
        ("en_GB", "17:30", "Fri 4 Dec", "6%"),
        ("en_US", "5:30\N{NO-BREAK SPACE}PM", "Fri, Dec 4", "6%"),
        ("en_AU", "5:30\N{NO-BREAK SPACE}PM", "Fri 4 Dec", "6%"),
        ("tr_TR", "17:30", "Fri 4 Dec", "6%"),
    ],
)
def test_english_is_written_as_where_the_person_is(times: str, half_past_five: str, day: str, percent: str) -> None:
    put_in_force(Locale("en", times))
    own = formats()

    assert half_past_five == own.clock(time(17, 30))
    assert day == own.dated(own.weekday_and_date, date(2026, 12, 4))
    assert percent == own.in_percent(6)


@pytest.mark.parametrize(("hour", "said"), [(0, "12:05"), (1, "1:05"), (11, "11:05"), (12, "12:05"), (13, "1:05")])
def test_twelve_hours_begin_with_twelve(hour: int, said: str) -> None:
    put_in_force(Locale("en", "en_US"))

    assert f"{said}\N{NO-BREAK SPACE}{'AM' if hour < 12 else 'PM'}" == formats().clock(time(hour, 5))


@pytest.mark.parametrize(("times", "first"), [("", 0), ("en_US", 6), ("de_DE", 0), ("ar_EG", 5), ("ja_JP", 6)])
def test_a_week_begins_where_the_territory_says(times: str, first: int) -> None:
    put_in_force(Locale("en", times))

    assert first == formats().first_weekday


@pytest.mark.usefixtures("german")
def test_numbers_have_the_sign_of_the_territory() -> None:
    put_in_force(Locale("de", "de_DE", "de_DE"))
    assert "6,3" == formats().number(6.3, 1)

    put_in_force(Locale("de", "de_CH", "de_CH"))
    assert "6.3" == formats().number(6.3, 1)


def test_values_in_text_that_runs_from_the_right_keep_to_themselves() -> None:
    assert "Quarterly report" == say("{label}", label="Quarterly report")

    speak(None, from_the_right=True)

    assert "\N{FIRST STRONG ISOLATE}Quarterly report\N{POP DIRECTIONAL ISOLATE} 3" == say(
        "{label} {count}", label="Quarterly report", count=3
    )


def test_a_language_that_is_put_off_is_there_with_the_first_word() -> None:
    loaded = []

    def load() -> None:
        loaded.append(in_force())
        speak(German(), tag="de")

    try:
        speak_later("de", load)
        assert ("de", []) == (in_force(), loaded)
        assert ("Ja", "Ja") == (say("Yes"), say("Yes"))
        assert ("de", [""]) == (in_force(), loaded)
        speak_later("de", load)
        speak(None)
        assert ("Yes", [""]) == (say("Yes"), loaded)
    finally:
        speak(None)


class German:
    """Knows one word."""

    def gettext(self, message: str, /) -> str:
        return {"Yes": "Ja"}[message]

    def ngettext(self, one: str, many: str, _count: int, /) -> str:
        raise AssertionError(one, many)
