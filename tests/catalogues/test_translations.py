"""The catalogues hold every message of the code, and no translation says something that the program could not show."""

import ast
import json
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from tests.catalogues import messages, translations
from tests.catalogues.cldr import FOLDER
from tests.catalogues.compile import compiled
from tests.catalogues.translations import TRANSLATED, faults_of, numbers_of_forms
from tray.lib.language.catalogue_reader import Catalogue
from tray.lib.language.plural_forms import form_of
from tray.lib.language.translation import speak


def test_every_message_is_in_every_catalogue_and_no_other_is() -> None:
    """``python -m tests.catalogues --write`` makes it so."""
    assert [] == translations.stale()


def test_what_is_said_can_be_found() -> None:
    assert [] == list(messages.faults())


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_has_wrong_places_or_forms(language: str) -> None:
    assert [] == list(translations.faults(language))


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_head_of_a_catalogue_counts_forms_as_the_program_does(language: str) -> None:
    form = form_of(language)
    covers = numbers_of_forms(language)

    assert {count: form(count) for count in range(200)} == {n: each for each, all_ in covers.items() for n in all_}
    assert f"Plural-Forms: {translations.PLURALS[language]}" in (FOLDER / f"{language}.po").read_text("utf-8")


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_translation_is_said(language: str, tmp_path: Path) -> None:
    """What Babel compiles, our own reader reads."""
    place = tmp_path / f"{language}.mo"
    place.write_bytes(compiled(FOLDER / f"{language}.po"))
    read = Catalogue(str(place), lambda _: 0)
    speak(read)

    for message in translations.catalogue(language):
        if message.id and translations.is_translated(message):
            english = translations.key(message)
            said = translations.forms(message)[0]
            if len(english) > 1:
                assert said == read.ngettext(english[0], english[1], 7)
            else:
                assert said == read.gettext(english[0])


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        (Message("Since {since}.", "Seit {seit}."), "places"),
        (Message("Since {since}.", "Seit heute."), "places"),
        (Message("Since {since}.", "Seit {since."), "expected '}'"),
        (Message("Type `backpressure quit`.", "Gib `backpressure ende` ein."), "typed as it stands"),
        (Message("One.", "Eins. "), "space"),
        (Message("One.\nTwo.", "Eins."), "line breaks"),
        (Message(("{count} break", "{count} breaks"), ("{count} Pause", "")), "empty"),
        (Message(("{count} break", "{count} breaks"), ("{count} Pause",)), "1 forms and needs 2"),
        (Message(("{count} break", "{count} breaks"), ("eine Pause", "Pausen")), "'Pausen' has the places []"),
    ],
)
def test_a_wrong_translation_is_refused(message: Message, fault: str) -> None:
    (found,) = faults_of(message, 2, numbers_of_forms("de"))

    assert fault in found


def test_one_may_be_written_in_a_word_where_its_form_is_for_that_number_alone() -> None:
    said = ("eine Pause", "{count} Pausen")

    assert [] == list(faults_of(Message(("{count} break", "{count} breaks"), said), 2, numbers_of_forms("de")))
    assert [] != list(faults_of(Message(("{count} break", "{count} breaks"), said), 2, numbers_of_forms("fr")))


def test_translations_come_back_from_what_was_handed_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translations, "FOLDER", tmp_path)
    made = translations.template()
    (tmp_path / "uk.po").write_text(translations.text(translations.fresh("uk", made), "uk"), "utf-8")
    left = translations.to_do("uk")
    plural = next(each for each in left if "many" in each)
    single = next(
        each for each in left if "many" not in each and "{" not in each["message"] and "`" not in each["message"]
    )
    single["translation"] = "Гаразд"
    plural["translation"] = [plural["many"] for _ in plural["translation"]]
    wrong = next(each for each in left if "many" not in each and "{" in each["message"])
    wrong["translation"] = "{nothing}"
    (tmp_path / "uk.json").write_text(json.dumps(left), "utf-8")

    (refused,) = translations.fill("uk", tmp_path / "uk.json")

    assert wrong["message"] in refused or repr(wrong["message"]) in refused
    assert (2, len(left)) == translations.completeness("uk")
    assert 3 == len(plural["translation"])

    (tmp_path / "kept.po").write_bytes((tmp_path / "uk.po").read_bytes())
    (tmp_path / "uk.po").write_text(translations.text(made, "uk"), "utf-8")
    assert [] == translations.fill("uk", tmp_path / "kept.po")
    assert (2, len(left)) == translations.completeness("uk")
    assert translations.text(translations.fresh("uk", made), "uk") == (tmp_path / "uk.po").read_text("utf-8")


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('say(f"{a} breaks")', True),
        ('say("a" + b)', True),
        ('say_many("a", b, 3)', True),
        ('say("a", b=b)', False),
        ("say(entry.sentence)", False),
    ],
)
def test_what_is_put_together_from_parts_is_found(
    code: str, found: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "module.py").write_text(f"from tray.lib.language.translation import say, say_many\n{code}\n")
    monkeypatch.setattr(messages, "ROOT", tmp_path)

    assert ast.parse(code)
    assert found == bool(messages.found(Path("module.py")).faults)
