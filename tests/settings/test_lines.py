"""The second reading, for places, finds what the parser found."""

from itertools import takewhile
from typing import Any

import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.settings.problems import REAL
from tests.settings.test_hostile_texts import mutants
from tray.settings.file.lines import Layout, Path, layout
from tray.settings.file.too_much_to_parse import immodest


def flat(value: Any, path: Path = ()) -> set[Path]:
    """The paths of all keys in what the parser gave; those of lists without what is in their elements."""
    paths = {path} if path else set()
    if isinstance(value, dict):
        paths.update(*(flat(inner, (*path, key)) for key, inner in value.items()))
    return paths


def prefixes(places: Layout) -> set[Path]:
    paths = [header.path for header in places.headers] + [place.path for place in places.places]
    named = [tuple(takewhile(lambda part: isinstance(part, str), path)) for path in paths]
    return {path[:length] for path in named for length in range(1, len(path) + 1)}


def check_against_the_parser(text: str) -> bool:
    """Whether the parser takes ``text``; if so, the places must name the same keys, and values where they are."""
    try:
        tables = tomli.loads(text.removeprefix("\ufeff"))
    except ValueError:
        return False
    places = layout(text)
    assert flat(tables) <= prefixes(places)
    if "[[" not in text:
        assert flat(tables) == {path for path in prefixes(places) if not inside_a_list(path, tables)}
    for place in places.places:
        begin, end = place.value
        assert tomli.loads(f"value = {text[begin:end]}") is not None
    return True


def inside_a_list(path: Path, tables: dict[str, Any]) -> bool:
    value: Any = tables
    for part in path:
        if not isinstance(value, dict):
            return True
        value = value[part]
    return False


def test_damaged_files_that_still_parse_have_the_places_of_their_keys() -> None:
    taken = [check_against_the_parser(mutant) for mutant in mutants(seed=3, number=1500) if not immodest(mutant)]

    assert 150 < sum(taken) < len(taken)


words = st.sampled_from(["a", "b-1", '"c d"', "'e.f'", '"\\u0041\\n"', '""'])
keys = st.lists(words, min_size=1, max_size=3).map(" . ".join)
one_line = ["1", "-2.5e3", "nan", "true", '"x # y"', "'[z]'", '"\\""', '""', "''", "07:32:00"]
dates = ["1979-05-27", "1979-05-27 07:32:00Z", "1979-05-27T07:32:00"]
many_lines = ['"""a\n"b" ""c\n"""', "'''\n'd'''", "'''d''''", '"""x\\""""']
scalars = st.sampled_from([*one_line, *dates, *many_lines])
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda them: "[ # [\n" + " , \n".join(them) + "]")
        | st.lists(inner, max_size=3).map(
            lambda them: "{" + ", ".join(f"k{number}.x = {it}" for number, it in enumerate(them)) + " }"
        )
    ),
    max_leaves=6,
)
statements = st.one_of(
    st.tuples(keys, values).map(lambda pair: f"  {pair[0]} = {pair[1]} # c = 1"),
    keys.map(lambda key: f"[ {key} ]"),
    keys.map(lambda key: f"[[{key}]]#"),
    st.sampled_from(["", "# [x]", "\t"]),
)


@given(st.lists(statements, max_size=8), st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=300)
def test_whatever_the_parser_takes_has_the_places_of_its_keys(lines: list[str], ending: str) -> None:
    check_against_the_parser(ending.join(lines).replace("\r\r", "\r"))


def test_a_key_stands_in_its_line() -> None:
    places = layout(REAL)

    expected = {
        ("breaks",): 2,
        ("breaks", "after"): 2,
        ("breaks", "shortest"): 3,
        ("tracking",): 5,
        ("tracking", "away_after"): 6,
        ("hours", "monday", 1): 9,
        ("hours", "friday"): 10,
        ("hours", "friday", 0): 11,
        ("hours", "days_off"): 13,
        ("limits", "hard"): 21,
        ("law", "sleep_tau1"): 26,
        ("nowhere",): None,
    }
    assert expected == {path: places.line_of(path) for path in expected}


def test_a_text_with_a_mistake_has_the_places_in_front_of_it() -> None:
    places = layout('a = 1\nb = [1,\n"x" c')

    assert [("a",), ("b", 0), ("b", 1)] == [place.path for place in places.places]
    assert places.unclosed == 10
