"""One value changes, and the rest of the person's file stays as it is, byte for byte."""

import difflib
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.settings.problems import FILE, REAL
from tray.errors import SettingsInvalid, UsageError
from tray.settings.defaults.every_setting import Settings
from tray.settings.defaults.listing import Setting, all_settings, find, value_in
from tray.settings.file.default_file_and_tables import default_file
from tray.settings.file.edit import change
from tray.settings.file.load_or_list_mistakes import load
from tray.settings.types.setting import Declaration

CRLF = "\ufeff" + REAL.replace("\n", "\r\n")
WITHOUT_LAST_BREAK = REAL.removesuffix("\n")

EDITION = find("law.edition")
"""By which others have their defaults."""
TEXTS = {
    "empty": "",
    "default": default_file(),
    "real": REAL,
    "windows": CRLF,
    "unended": WITHOUT_LAST_BREAK,
    "inline": 'breaks = { after = "25m" }\nicon = {}\nlaw = { }\n',
    "dotted": 'breaks.after = "25m"\nlimits.hard = ["day"] # mine',
    "tight": "[breaks]\n[law]\n[hours]",
    "only a mark": "\ufeff",
    "only a comment": "# nothing",
}

DURATIONS = ["7m", "1h30m", "90s", "45m", "2d", "30h", "12m"]
WORDS: dict[str, st.SearchStrategy[str]] = {
    "FolderOrNone": st.sampled_from(["", "~/guides", "/usr/share/guides", "C:\\guides"]),
    "Duration": st.sampled_from(DURATIONS),
    "Number": st.floats(0, 120, allow_nan=False).map(lambda number: f"{number:.3f}") | st.integers(0, 100).map(str),
    "Count": st.integers(0, 60).map(str),
    "Flag": st.sampled_from(["true", "false"]),
    "Sentence": st.sampled_from(["", "the laptop", "Ada's desk #2"]),
    "Choice": st.sampled_from(["work", "mono", "dark", "low", "off"]),
    "Language": st.sampled_from(["", "de", "pt_BR", "DE", "tr"]),
    "Command": st.sampled_from(["[]", "task count", '["task", "count"]', "[task", ""]),
    "TimeOrNone": st.one_of(st.just(""), st.times().map(lambda clock: f"{clock:%H:%M}")),
    "TimeOfDay": st.times().map(lambda clock: f"{clock:%H:%M}"),
}
HOURS = {
    "WeekOrFree": ["free", "[]", "mon-thu 09:00-17:30, fri 09:00-15:00", '["Fri-Mon 22:00-06:00"]', "fre"],
    "ShiftCycle": ["", "[]", "2026-11-02, early 4, off 2", '["2026-11-02", "off 3"]', "early 4"],
    "OwnDay": ["week", "[]", "08:00-12:00,13:00-18:00", '["22:00-06:00"]', "free"],
}
LISTS = {
    "ClockSpan": ["", "[]", "08:00-12:00,13:00-18:00", '["22:00-06:00"]', "00:00-24:00"],
    "Label": ["Holidays", "Ferien Bayern,me@example.org", "[]"],
    "ProgramId": ["zoom", "org.gnome.Evince,zoom", "[]"],
    "FilePath": ["~/todo.txt", "/tmp/a.md,~/b c.txt", "[]"],
    "BreakTime": ["12:30 lunch", "mon-fri 15:00 walk", "[]"],
    "ShiftTime": ["", "early 06:00-14:00", '["early 06:00-14:00", "night 22:00-06:00"]'],
    "WeekSpan": ["", "18:00-20:00", "sat 10:00-14:00,mon-fri 18:00-20:00", '["Fri-Mon 22:00-06:00"]'],
    "Days": ["2026-05-01", '["2026-12-24..2027-01-01", "2026-05-01"]'],
    "Duration": ["20m, 3m", '["1h"]'],
    "Choice": ["day", "week,day", "[]"],
}


def words_for(declared: Declaration) -> st.SearchStrategy[str]:
    kind: Any = declared.kind
    name = type(kind).__name__
    if name in HOURS:
        return st.sampled_from(HOURS[name])
    return st.sampled_from(LISTS[type(kind.each).__name__]) if name == "Several" else WORDS[name]


changes = st.sampled_from(all_settings()).flatmap(
    lambda setting: st.tuples(st.just(setting), words_for(setting.declared))
)


def meant(setting: Setting, words: str) -> object:
    """What the words mean. Raises ValueError where the setting does not take them."""
    kind = setting.declared.kind
    return kind.read(kind.read_words(words))


@given(st.sampled_from(sorted(TEXTS)), st.lists(changes, min_size=1, max_size=4))
def test_what_was_set_is_loaded_and_nothing_else_changes(name: str, wanted: list[tuple[Setting, str]]) -> None:
    text = TEXTS[name]
    for setting, words in wanted:
        try:
            changed = change(text, setting.name, words, FILE)
        except (UsageError, SettingsInvalid):
            continue

        before, after = load(text, FILE), load(changed, FILE)
        assert meant(setting, words) == value_in(after, setting)
        others = [other for other in all_settings() if setting not in (other, EDITION)]
        assert [value_in(before, other) for other in others] == [value_in(after, other) for other in others]
        assert comments(text) <= comments(changed)
        assert_only_one_place_differs(text, changed)
        text = changed


_STRING = re.compile(r'"[^"]*"')


def comments(text: str) -> set[str]:
    lines = (each if each.lstrip().startswith("#") else _STRING.sub("", each) for each in text.splitlines())
    return {line.partition("#")[2] for line in lines if "#" in line}


def assert_only_one_place_differs(text: str, changed: str) -> None:
    """At most one line was replaced or added, or a section with one line was added at the end."""
    old, new = text.splitlines(keepends=True), changed.splitlines(keepends=True)
    pieces = [
        piece for piece in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if piece[0] != "equal"
    ]
    assert len(pieces) <= 1
    for _, begin, end, new_begin, new_end in pieces:
        # The list of the real file that runs over three lines is written on one, below its comment.
        assert end - begin <= 3
        assert new_end - new_begin <= 4
    if "\r\n" in text:
        assert changed.count("\n") == changed.count("\r\n")
    assert changed.startswith("\ufeff") == text.startswith("\ufeff")


def test_a_value_is_replaced_where_it_stands() -> None:
    expected = REAL.replace('breaks.after = "25m"          # pomodoro', 'breaks.after = "45m"          # pomodoro')

    assert expected == change(REAL, "breaks.after", "45m", FILE)


def test_a_value_of_several_lines_is_replaced_as_a_whole_and_its_comments_go_above() -> None:
    expected = REAL.replace(
        'friday = [\n    "09:00-12:00",  # half a day\n]', '# half a day\nfriday = ["10:00-12:00", "13:00-14:00"]'
    )

    assert expected == change(REAL, "hours.friday", "10:00-12:00, 13:00-14:00", FILE)


def test_a_new_value_goes_below_its_commented_default() -> None:
    text = default_file()
    expected = text.replace('# after = "50m"\n', '# after = "50m"\nafter = "25m"\n')

    assert expected == change(text, "breaks.after", "25m", FILE)


def test_a_comment_within_a_list_is_no_commented_default() -> None:
    text = "[hours]\nmonday = [\n# tuesday = []\n]\n"

    assert text + "tuesday = []\n" == change(text, "hours.tuesday", "[]", FILE)


def test_a_new_value_without_such_a_comment_goes_below_the_last_of_its_section() -> None:
    assert REAL.replace("  switches = 60\n", '  switches = 60\n  day = "7h"\n') == change(
        REAL, "limits.day", "7h", FILE
    )


def test_a_new_value_goes_into_an_empty_section() -> None:
    assert '[breaks] # mine\nafter = "25m"\n[law]\n' == change("[breaks] # mine\n[law]\n", "breaks.after", "25m", FILE)
    assert '[breaks]\nafter = "25m"\n' == change("[breaks]", "breaks.after", "25m", FILE)


def test_a_new_value_goes_into_a_section_on_one_line() -> None:
    assert 'icon = { number = true, palette = "mono" }' == change(
        'icon = { palette = "mono" }', "icon.number", "true", FILE
    )
    assert "icon = { number = true }" == change("icon = {}", "icon.number", "true", FILE)


@pytest.mark.parametrize("words", ["task count status:pending", '["task", "count", "status:pending"]'])
def test_a_program_is_set_by_its_words_or_as_a_list(words: str) -> None:
    changed = change("", "commitments.command", words, FILE)

    assert ("task", "count", "status:pending") == load(changed, FILE).commitments.command


def test_a_new_value_goes_to_its_dotted_neighbours() -> None:
    text = "limits.hard = [\n  'day',\n]\n[law]\n"

    assert "limits.hard = [\n  'day',\n]\nlimits.switches = 7\n[law]\n" == change(text, "limits.switches", "7", FILE)


def test_a_section_that_is_not_there_is_added_at_the_end() -> None:
    assert REAL + "\n[icon]\nnumber = true\n" == change(REAL, "icon.number", "true", FILE)
    assert "# x\n\n[icon]\nnumber = true\n" == change("# x", "icon.number", "true", FILE)
    assert "[icon]\nnumber = true\n" == change("", "icon.number", "true", FILE)
    assert CRLF + "\r\n[icon]\r\nnumber = true\r\n" == change(CRLF, "icon.number", "true", FILE)


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("25m", '"25m"'),
        ('"25m"', '"25m"'),
        ("'25m'", '"25m"'),
        (" 25m ", '"25m"'),
        ("1h 30m", '"1h 30m"'),
    ],
)
def test_a_value_is_understood_with_and_without_quotes(words: str, written: str) -> None:
    assert f"[breaks]\nafter = {written}\n" == change("", "breaks.after", words, FILE)


@pytest.mark.parametrize(
    ("name", "words", "text"),
    [
        ("breaks.after", "3x", 'breaks.after: "3x" is not a duration such as "50m"'),
        ("breaks.after", "", 'breaks.after: "" is not a duration such as "50m"'),
        ("breaks.after", '25m"\nx = "', 'breaks.after: "25m\\"\\nx = \\"" is not a duration such as "50m"'),
        ("breaks.per_hour", "4.5", "breaks.per_hour: 4.5 is not a whole number such as 4"),
        ("law.gain", "nan", 'law.gain: "nan" is not a number such as 1'),
        ("icon.number", "yes", 'icon.number: "yes" is not true or false'),
        ("breaks.aftr", "3m", 'there is no setting "breaks.aftr"; did you mean "breaks.after"?'),
        ("agents", "3m", '"agents" is a section. Name one of its settings: agents.'),
    ],
)
def test_a_value_that_will_not_do_is_refused(name: str, words: str, text: str) -> None:
    with pytest.raises(UsageError) as refused:
        change("", name, words, FILE)

    assert str(refused.value).startswith(text)


def test_nothing_is_written_into_a_file_that_would_not_load() -> None:
    with pytest.raises(SettingsInvalid, match="1: brakes: there is no such section"):
        change("brakes = {}", "breaks.after", "25m", FILE)
    with pytest.raises(SettingsInvalid, match="1: breaks: 3 is not a section"):
        change("breaks = 3", "breaks.after", "25m", FILE)
    with pytest.raises(SettingsInvalid, match="2: the closing quote"):
        change('[breaks]\nafter = "25m', "breaks.after", "25m", FILE)
    with pytest.raises(SettingsInvalid, match="longer than the longest"):
        change("", "breaks.shortest", "40m", FILE)


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("", 'language = "de"\n'),
        ("\ufeff[breaks]\r\n", '\ufefflanguage = "de"\r\n[breaks]\r\n'),
        ('breaks.after = "25m"', 'language = "de"\nbreaks.after = "25m"'),
        ('# language = ""\n\n[law]\n# language = 1\n', '# language = ""\nlanguage = "de"\n\n[law]\n# language = 1\n'),
        ("[law]\n# language = 1\n", 'language = "de"\n[law]\n# language = 1\n'),
        ('language = "fr" # mine\n[law]\n', 'language = "de" # mine\n[law]\n'),
    ],
)
def test_what_belongs_into_no_section_goes_above_the_first(text: str, changed: str) -> None:
    assert changed == change(text, "language", "de", FILE)


def test_a_faulty_value_can_be_set_right() -> None:
    assert 'breaks.after = "25m"' == change('breaks.after = "3x"', "breaks.after", "25m", FILE)


def test_every_default_can_be_set() -> None:
    text = ""
    for setting in all_settings():
        text = change(text, setting.name, setting.declared.default_text, FILE)

    assert Settings() == load(text, FILE)
    assert find("breaks.after") in all_settings()


def test_a_list_may_be_typed_as_the_file_has_it_and_half_of_one_is_refused() -> None:
    assert 'programs = ["Doom", "Chess"]' in change("", "attention.programs", '["Doom", "Chess"]', FILE)
    with pytest.raises(UsageError, match=r"attention\.programs"):
        change("", "attention.programs", '["Doom", ', FILE)
