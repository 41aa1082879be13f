"""The language is a setting above all sections, and says which there are."""

import pytest

from tests.settings.problems import FILE, told
from tray.lib.language.languages import LANGUAGES
from tray.settings.defaults.every_setting import Settings
from tray.settings.file.default_file_and_tables import default_file, in_force
from tray.settings.file.load_or_list_mistakes import load
from tray.settings.file.preset import differences


def test_by_default_it_is_that_of_the_session() -> None:
    assert "" == Settings().general.language


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_that_is_offered_can_be_chosen(language: str) -> None:
    assert language == load(f'language = "{language}"\n[breaks]\n', FILE).general.language


@pytest.mark.parametrize("raw", ['"tr"', '"DE"', '"de_DE"', '"dé"', "3", '["de"]'])
def test_any_other_is_refused_with_those_that_there_are(raw: str) -> None:
    (problem,) = told(f"language = {raw}")

    assert problem.startswith("1: language: ")
    assert all(f'"{each}"' in problem for each in LANGUAGES)


def test_who_puts_it_into_a_section_is_told_where_it_belongs() -> None:
    assert ["2: breaks.language: this setting belongs at the beginning of the file, above the first section"] == told(
        '[breaks]\nlanguage = "de"'
    )


def test_a_name_that_is_nearly_right_is_recognised() -> None:
    assert ['1: langauge: there is no such setting; did you mean "language"?'] == told('langauge = "de"')


def test_it_stands_first_in_the_default_file_and_in_the_overview() -> None:
    text = default_file().replace('# language = ""', 'language = "pl"')

    assert "pl" == load(text, FILE).general.language
    assert 'language = "pl"  # by default ""' == in_force(text, FILE).splitlines()[0]


def test_a_change_of_it_is_named() -> None:
    (change,) = differences("", 'language = "uk"', FILE)

    assert ("language", '""', '"uk"') == (change.name, change.old, change.new)
