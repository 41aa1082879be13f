"""The default file, the table and the schema say what the catalogue says."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import tomli

from tests.settings.problems import FILE, REAL, told
from tray.settings.defaults.every_setting import Settings
from tray.settings.defaults.listing import all_settings, lists, sections
from tray.settings.file.default_file_and_tables import default_file, in_force, manual_table
from tray.settings.file.json_schema_for_editors import schema
from tray.settings.file.load_or_list_mistakes import load

SETTING_LINE = re.compile(r"^# (?=[a-z_0-9]+ = )", re.MULTILINE)


def test_the_default_file_means_the_defaults() -> None:
    assert Settings() == load(default_file(), FILE)


def test_the_default_file_holds_every_setting_as_a_comment_that_can_be_taken_away() -> None:
    uncommented = SETTING_LINE.sub("", default_file())

    assert Settings() == load(uncommented, FILE)
    assert {section.name: {item.key for item in section.settings} for section in sections() if section.name} == {
        name: set(table) for name, table in tomli.loads(uncommented).items() if isinstance(table, dict)
    }
    assert {item.name for item in all_settings() if not item.section} == {
        name for name, value in tomli.loads(uncommented).items() if not isinstance(value, dict)
    }


def test_each_line_of_the_default_file_works_on_its_own() -> None:
    text = default_file()
    for match in SETTING_LINE.finditer(text):
        assert [] == told(text[: match.start()] + text[match.end() :])


def test_the_default_file_has_the_sentence_and_the_range_of_every_setting() -> None:
    words = " ".join(re.sub("^# ?", "", default_file(), flags=re.MULTILINE).split())

    for setting in all_settings():
        assert f"{setting.declared.sentence} ({setting.declared.kind.range()})" in words


def test_the_default_file_is_no_wider_than_a_screen() -> None:
    assert max(map(len, default_file().splitlines())) <= 100


def test_the_table_has_a_row_for_every_setting() -> None:
    rows = re.findall(r"^\| `([a-z_0-9]+)` \| `(.+?)` \| (.+) \| (.+) \|$", manual_table(), re.MULTILINE)

    entries = [setting for each in lists() for setting in each.settings if not setting.declared.needed]
    assert [
        (setting.key, setting.declared.default_text, setting.declared.kind.range(), setting.declared.sentence)
        for setting in (*all_settings(), *entries)
    ] == rows
    assert "<!--" not in manual_table()


def test_the_overview_of_a_file_means_the_same_and_marks_what_was_changed() -> None:
    overview = in_force(REAL, FILE)

    assert load(REAL, FILE) == load(overview, FILE)
    assert 'after = "25m"  # by default "50m"' in overview.splitlines()
    assert 'session_ends_after = "60m"' in overview.splitlines()


def test_the_schema_is_json() -> None:
    assert schema() == json.loads(json.dumps(schema()))
    assert schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_schema_takes_the_defaults_and_a_real_file() -> None:
    uncommented = SETTING_LINE.sub("", default_file())
    real = tomli.loads(REAL)
    # JSON has no dates; a text stands for one there.
    real["hours"]["days_off"][1] = "2026-05-01"

    assert [] == list(violations(schema(), tomli.loads(uncommented)))
    assert [] == list(violations(schema(), real))


@pytest.mark.parametrize(
    "text",
    [
        'breaks.after = "3x"',
        "breaks.after = 25",
        "breaks.aftr = 25",
        "brakes = {}",
        "law.gain = 3",
        "law.gain = true",
        "breaks.per_hour = 1.5",
        'icon.palette = "pink"',
        'icon.number = "true"',
        'hours.quiet = ["9-17"]',
        'hours.quiet = "09:00-17:00"',
        'hours.week = "fre"',
        'hours.week = "mon-fri 09:00-17:00"',
        'hours.week = ["mon-fri 9-17"]',
        'hours.monday = "free"',
        'hours.monday = ["mon 09:00-17:00"]',
        'hours.day_ends_at = "24:00"',
        'shutdown.notices = ["5m", "5m"]',
        'hours.days_off = ["1.5.2026"]',
        '[[hooks]]\nname = "a"\non = "day_end"',
        '[[hooks]]\nname = "a"\non = "night"\nrun = ["true"]',
        '[[hooks]]\nname = "a;b"\non = "day_end"\nrun = ["true"]',
        '[[hooks]]\nname = "a"\non = "day_end"\nrun = []',
        '[[hooks]]\nname = "a"\non = "day_end"\nrun = "true"',
        '[hooks]\nname = "a"',
    ],
)
def test_the_schema_refuses_what_the_loader_refuses(text: str) -> None:
    assert list(violations(schema(), tomli.loads(text)))
    assert told(text)


def test_the_schema_gives_every_setting_its_default_and_a_description() -> None:
    tables: Any = schema()["properties"]
    for setting in all_settings():
        said = (tables[setting.section]["properties"] if setting.section else tables)[setting.key]
        assert setting.declared.default == said["default"]
        assert said["description"].startswith(setting.declared.sentence)


TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "number": (int, float),
    "integer": (int,),
    "boolean": (bool,),
}


def violations(rule: Any, value: Any, where: str = "") -> Iterator[str]:
    """What of ``value`` a schema refuses, for the part of JSON Schema that ours is written in."""
    known = {"$schema", "title", "description", "default", "type", "properties", "additionalProperties", "items"}
    known |= {"pattern", "enum", "minimum", "maximum", "maxItems", "uniqueItems", "minItems", "required", "anyOf"}
    known |= {"maxLength"}
    assert set(rule) <= known
    if "anyOf" in rule:
        if all(list(violations(each, value)) for each in rule["anyOf"]):
            yield f"{where} is none of what it may be"
        return
    boolean = isinstance(value, bool)
    if not isinstance(value, TYPES[rule["type"]]) or (boolean and rule["type"] != "boolean"):
        yield f"{where} has the wrong type"
    elif isinstance(value, dict):
        yield from (f"{where}.{key} is missing" for key in rule.get("required", []) if key not in value)
        for key, inner in value.items():
            if key not in rule["properties"]:
                yield f"{where}.{key} is unknown"
            else:
                yield from violations(rule["properties"][key], inner, f"{where}.{key}")
    elif isinstance(value, list):
        twice = rule.get("uniqueItems") and len(value) != len({repr(inner) for inner in value})
        if not rule.get("minItems", 0) <= len(value) <= rule["maxItems"] or twice:
            yield f"{where} is too long or has something twice"
        for inner in value:
            yield from violations(rule["items"], inner, where)
    elif isinstance(value, str):
        fits = re.search(rule.get("pattern", ""), value) and len(value) <= rule.get("maxLength", len(value))
        if not fits or value not in rule.get("enum", [value]):
            yield f"{where} is not as it should be"
    elif not boolean and not rule["minimum"] <= value <= rule["maximum"]:
        yield f"{where} is out of range"
