"""A preset sets what it names, and the rest of the person's file stays as it is."""

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.settings.files import settings_texts
from tests.settings.problems import FILE, REAL, told
from tests.settings.test_edit import TEXTS
from tray.errors import SettingsInvalid, UsageError
from tray.settings.defaults.every_setting import Settings
from tray.settings.defaults.listing import all_settings, value_in
from tray.settings.defaults.presets import PRESETS, Preset, in_force, preset_named
from tray.settings.file.default_file_and_tables import default_file
from tray.settings.file.lines import COMMENT, STRING
from tray.settings.file.load_or_list_mistakes import load
from tray.settings.file.preset import Change, differences, wanted, with_preset

EVERY = pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
KINDS = {"eyes", "micro"}


def made(text: str, name: str) -> str:
    return with_preset(text, wanted(name), FILE)


def comments(text: str) -> list[str]:
    found = (match.group().rstrip("\r ") for match in re.finditer(f"{STRING}|{COMMENT}", text))
    return sorted(each for each in found if each[0] == "#")


@EVERY
@pytest.mark.parametrize("name", sorted(TEXTS))
def test_what_a_preset_makes_of_a_file_has_no_mistake_and_is_in_force(preset: Preset, name: str) -> None:
    changed = made(TEXTS[name], preset.name)

    assert [] == told(changed)
    assert preset in in_force(load(changed, FILE))
    assert comments(TEXTS[name]) == comments(changed)


@settings(max_examples=300, deadline=None)
@given(settings_texts(), st.sampled_from(PRESETS))
def test_a_preset_changes_only_its_keys(text: str, preset: Preset) -> None:
    assume(not told(text))
    changed = with_preset(text, preset, FILE)
    before, after = load(text, FILE), load(changed, FILE)
    assert preset in in_force(after)
    others = [each for each in all_settings() if each.name not in preset.values]
    assert [value_in(before, each) for each in others] == [value_in(after, each) for each in others]
    own = {str(kind["name"]) for kind in preset.kinds} | set(preset.without)
    assert [kind for kind in before.kinds if kind.name not in own] == [
        kind for kind in after.kinds if kind.name not in own
    ]
    assert before.hooks == after.hooks
    assert comments(text) == comments(changed)
    assert text.startswith("\ufeff") == changed.startswith("\ufeff")
    assert "\ufeff" not in changed[1:]
    if "\r\n" in text:
        assert changed.count("\n") == changed.count("\r\n")
    assert {change.name.partition(".")[0] for change in differences(text, changed, FILE)} <= {
        *(name.partition(".")[0] for name in preset.values),
        "kinds",
    }


@settings(max_examples=100, deadline=None)
@given(settings_texts(), st.sampled_from(PRESETS))
def test_a_preset_a_second_time_changes_nothing(text: str, preset: Preset) -> None:
    assume(not told(text))
    changed = with_preset(text, preset, FILE)

    assert changed == with_preset(changed, preset, FILE)


def test_pomodoro_changes_its_keys_where_they_stand() -> None:
    text = '# mine\n[breaks]  # when\nafter = "50m"  # long\nheads_up = "1m"\n\n[icon]\nnumber = true\n'

    assert (
        '# mine\n[breaks]  # when\nafter = "25m"  # long\nheads_up = "1m"\nlength = "5m"\nlong_every = 4\n'
        "\n[icon]\nnumber = true\n"
    ) == made(text, "pomodoro")


def test_a_kind_of_break_is_added_at_the_end_of_the_file() -> None:
    added = '\n[[kinds]]\nname = "eyes"\ntext = "Look at something far away."\nlength = "20s"\nevery = "20m"\n'

    assert REAL + added == made(REAL, "eyes")
    assert default_file() + added == made(default_file(), "eyes")
    assert ("# x\r\n\n[icon]" + "\n" + added).replace("\r\n", "\n").replace("\n", "\r\n") == made(
        "# x\r\n\r\n[icon]", "eyes"
    )


def test_a_kind_of_break_goes_into_a_list_on_one_line() -> None:
    eyes = '{ name = "eyes", text = "Look at something far away.", length = "20s", every = "20m" }'

    assert f"kinds = [{eyes}]" == made("kinds = []", "eyes")
    assert f'kinds = [{{ name = "tea" }}, {eyes}] # mine' == made('kinds = [{ name = "tea" }] # mine', "eyes")
    assert f'kinds = [\n  {{ name = "tea" }}, {eyes}, # hot\n]\n' == made(
        'kinds = [\n  { name = "tea" }, # hot\n]\n', "eyes"
    )


def test_an_entry_of_the_same_name_keeps_its_text_and_what_else_is_said_in_it() -> None:
    text = '[[kinds]]\nname = "eyes"\ntext = "My own words"\nevery = "1h" # often\nlength = "20s"\n'

    assert text.replace('"1h"', '"20m"') == made(text, "eyes")
    assert 'kinds = [{ length = "20s", every = "20m", name = "eyes", regime = "rest" }]' == made(
        'kinds = [{ name = "eyes", regime = "off" }]', "eyes"
    ).replace('every = "20m", length = "20s"', 'length = "20s", every = "20m"')


def test_balanced_takes_the_kinds_of_other_presets_away_and_leaves_their_comments() -> None:
    text = (
        '# above\n\n[[kinds]] # mine\nname = "eyes"\n# why\nevery = "20m" # seldom\nlength = "20s"\n\n'
        '[[kinds]]\nname = "tea"\n# below\n'
    )

    assert '# above\n\n# mine\n# why\n# seldom\n\n[[kinds]]\nname = "tea"\n# below\n' == made(text, "balanced")
    assert 'kinds = [{ name = "tea" }]' == made(
        'kinds = [{ name = "eyes", length = "20s" }, { name = "tea" }]', "balanced"
    )
    assert 'kinds = [{ name = "tea" }, ]' == made('kinds = [{ name = "tea" }, { name = "micro" }]', "balanced")


def test_the_defaults_are_balanced_and_nothing_else() -> None:
    assert ["balanced"] == [preset.name for preset in in_force(Settings())]


def test_presets_that_speak_of_different_things_are_in_force_together() -> None:
    text = made(made(made("", "pomodoro"), "eyes"), "free")

    assert {"pomodoro", "eyes", "free"} == {preset.name for preset in in_force(load(text, FILE))}


def test_a_rhythm_takes_the_place_of_another() -> None:
    text = made(made(made("", "rsi"), "pomodoro"), "52-17")

    assert ["52-17"] == [preset.name for preset in in_force(load(text, FILE))]


def test_what_changes_is_told_key_by_key() -> None:
    assert (
        Change("breaks.after", '"25m"', '"50m"'),
        Change("breaks.length", '"0s"', '"5m"'),
        Change(
            "kinds.micro",
            None,
            'text = "Take your hands off the keyboard and the mouse, and stretch them.", length = "30s", every = "10m"',
        ),
    ) == differences(REAL, made(REAL, "rsi"), FILE)


def test_an_entry_that_goes_is_told_and_so_is_one_that_changes() -> None:
    before = '[[kinds]]\nname = "eyes"\nlength = "20s"\n[[kinds]]\nname = "tea"\n'
    after = '[[kinds]]\nname = "tea"\nlength = "5m"\n'

    assert (
        Change("kinds.eyes", 'length = "20s"', None),
        Change("kinds.tea.length", '"0s"', '"5m"'),
    ) == differences(before, after, FILE)


def test_a_day_with_hours_of_its_own_is_free_too() -> None:
    assert '[hours]\nmonday = "week"\nweek = "free"\n' == made('[hours]\nmonday = ["09:00-12:00"]\n', "free")


def test_a_name_that_is_none_is_told_with_those_that_are() -> None:
    with pytest.raises(UsageError, match='did you mean "pomodoro"'):
        wanted("pomodro")
    assert preset_named("pomodro") is None


def test_a_file_with_mistakes_is_left_alone() -> None:
    with pytest.raises(SettingsInvalid, match="1: brakes"):
        made("brakes = {}", "free")


def test_every_preset_has_a_sentence_of_one_line() -> None:
    for preset in PRESETS:
        assert re.fullmatch(r"[A-Z0-9'].{10,85}\.", preset.sentence)
        assert {str(kind["name"]) for kind in preset.kinds} | set(preset.without) <= KINDS
