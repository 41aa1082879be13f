"""What holds of every declaration in the catalogue."""

import subprocess
import sys

import pytest

from tests.settings.problems import told
from tray.settings.defaults.every_setting import Settings
from tray.settings.defaults.listing import Setting, all_settings, sections, value_in

EVERY = pytest.mark.parametrize("setting", all_settings(), ids=lambda setting: setting.name)


@EVERY
def test_a_default_is_what_its_text_means(setting: Setting) -> None:
    assert [] == told(f"{setting.name} = {setting.declared.default_text}")
    assert value_in(Settings(), setting) == setting.declared.kind.read(setting.declared.default)


@EVERY
def test_a_setting_has_one_plain_sentence(setting: Setting) -> None:
    sentence = setting.declared.sentence

    assert sentence.endswith(".")
    assert sentence[0].isupper() or setting.section == "law"
    assert "  " not in sentence
    assert "\n" not in sentence
    assert len(sentence) <= 120


def test_a_section_has_a_sentence() -> None:
    assert all(section.sentence.endswith(".") for section in sections())


def test_settings_can_be_compared_and_kept_as_keys() -> None:
    assert Settings() == Settings()
    assert hash(Settings()) == hash(Settings())


def test_the_catalogue_brings_no_parser_and_no_reader_of_files_along() -> None:
    heavy = {"tomli", "tomllib", "json", "difflib", "textwrap", "pathlib", "argparse"}
    heavy |= {"tray.settings.file.load_or_list_mistakes"}
    program = f"import sys, tray.settings.defaults.every_setting; print(sorted({heavy} & set(sys.modules)))"

    loaded = subprocess.run([sys.executable, "-S", "-c", program], capture_output=True, text=True, check=True)

    assert loaded.stdout.strip() == "[]"
