"""The settings say everything in the language in force, and mean the same in each."""

import re
from collections.abc import Iterator

import pytest

from tests.catalogues import pseudo
from tests.settings.problems import FILE, REAL, told
from tray.lib.language.translation import speak
from tray.lib.text_width import width
from tray.settings.defaults.every_setting import Settings
from tray.settings.defaults.listing import all_settings, lists, sections
from tray.settings.defaults.presets import EVERY, FOR, PRESETS, preset_named
from tray.settings.file.default_file_and_tables import default_file, in_force
from tray.settings.file.json_schema_for_editors import schema
from tray.settings.file.load_or_list_mistakes import load
from tray.settings.file.preset import with_preset

LINES = re.compile(r"^(?:# +)?(?:\[.*|[a-z_0-9]+ = .*)$", re.MULTILINE)
"""Sections and settings, commented or not."""


@pytest.fixture(autouse=True)
def _in_brackets() -> Iterator[None]:
    pseudo.put_in_force()
    yield
    speak(None)


def test_the_default_file_means_the_defaults_in_every_language() -> None:
    assert Settings() == load(default_file(), FILE)
    assert LINES.findall(default_file()) == LINES.findall(_in_english())


def test_every_comment_of_the_default_file_is_said() -> None:
    comments = re.sub(r"(?m)^(?!# ).*$|^# +[a-z_0-9]+ = .*$|^# +\[\[.*$", "", default_file())

    # What stands between paragraphs begins and ends with a bracket: nothing was said beside the messages.
    paragraphs = [each.replace("\n# ", " ").strip("# \n") for each in re.split(r"\n\n+", comments) if each.strip()]
    assert len(paragraphs) > len(all_settings())
    assert [] == [each for each in paragraphs if pseudo.outside(each)]


class Wide(pseudo.Catalogue):
    """A language whose letters take two columns each, as those of Japanese do, and that has no spaces."""

    def gettext(self, message: str, /) -> str:
        return re.sub(r"(?<![`{])[A-Za-z ](?![^{]*})", "字", message)


@pytest.mark.parametrize("catalogue", [pseudo.Catalogue(), Wide()])
def test_no_line_of_the_default_file_is_wider_than_a_screen(catalogue: pseudo.Catalogue) -> None:
    speak(catalogue)

    assert max(map(width, default_file().splitlines())) <= 100
    assert Settings() == load(default_file(), FILE)


def test_an_overview_and_the_schema_are_read_by_machines_as_before() -> None:
    assert load(REAL, FILE) == load(in_force(REAL, FILE), FILE)
    (changed,) = (line for line in in_force(REAL, FILE).splitlines() if line.startswith('after = "25m"  # '))
    assert not pseudo.outside(changed.partition("#")[2])
    assert schema()["properties"]["breaks"]["properties"].keys() == {  # type: ignore[index]
        setting.key for setting in all_settings() if setting.section == "breaks"
    }


def test_every_sentence_of_the_catalogue_and_its_presets_is_said() -> None:
    said = [setting.sentence for setting in all_settings()]
    said += [section.sentence for section in (*sections(), *lists())]
    said += [setting.sentence for section in lists() for setting in section.settings]
    said += [preset.sentence for preset in (*PRESETS, *EVERY, *FOR)]

    assert [] == [each for each in said if pseudo.outside(each)]


def test_a_preset_writes_what_its_break_says_in_the_language_in_force_and_stays_the_same_preset() -> None:
    eyes = preset_named("eyes")
    assert eyes is not None

    text = with_preset("", eyes, FILE)

    assert f'text = "{pseudo.pseudo("Look at something far away.")}"' in text
    assert text == with_preset(text, eyes, FILE)


@pytest.mark.parametrize(
    "text",
    [
        'breaks.after = "3x"',
        "breaks.after = []",
        'breaks.after = "99h"',
        "law.gain = 9",
        'law.gain = "1"',
        'breaks.per_hour = "many"',
        'icon.palette = "standrd"',
        'icon.shown = "true"',
        'hours.week = ["mon 9-17"]',
        'hours.week = ["mon-tue 09:00-17:00", "mon 10:00-11:00"]',
        'hours.days_off = ["2026-02-30"]',
        'breaks.at = ["12:30 soup"]',
        'hooks = [{ name = "" }]',
        "brakes = {}",
        "after = 1",
        "breaks = 3",
        "levels.yellow = 70",
        "a = [1, 2",
        'a = "“”',
        "a: 1",
        "\0",
        "a = 1\na = 2",
    ],
)
def test_what_is_wrong_is_said_in_one_message(text: str) -> None:
    for problem in told(text):
        assert not pseudo.outside(re.sub(r"^(\d+: )?([\w.]+: )?", "", problem))


def _in_english() -> str:
    speak(None)
    return default_file()
