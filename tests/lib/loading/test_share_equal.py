"""What is written so that equal parts are shared comes back as it was, and equal parts are one."""

import marshal
import sys
from collections.abc import Iterator
from pathlib import Path
from types import CodeType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tray.app import loop
from tray.lib.loading.share_equal import dumps

_PLUM = """
def jam(fruit, sugar):
    lid = "a sentence, which is no name"
    return [lid for _ in range(fruit)], b"tart", 123456, 1.5, -0.0, 0.0, fruit in {7, 8}
"""


def anew(value: object) -> Any:
    return marshal.loads(dumps(value))


_LEAVES = some.none() | some.booleans() | some.integers() | some.floats(allow_nan=False) | some.text() | some.binary()
_VALUES = some.recursive(
    _LEAVES
    | some.complex_numbers(allow_nan=False)
    | some.just(...)
    | some.frozensets(some.integers(), max_size=1),  # of more, the order may change
    lambda each: some.lists(each) | some.lists(each).map(tuple) | some.dictionaries(some.text(), each),
)


@given(_VALUES)
def test_each_value_comes_back_as_it_was(value: object) -> None:
    assert repr((value, [value])) == repr(anew((value, [value])))


@pytest.mark.parametrize("size", [0, 1, 255, 256, 70000])
def test_long_ones_do_too(size: int) -> None:
    for value in ("x" * size, "ä" * size, b"x" * size, tuple(range(size)), 7**size):
        assert (value, value) == anew((value, value))


def test_what_is_equal_and_cannot_change_is_one_and_what_can_is_not() -> None:
    one, two, first, second = anew(((1.5, ("plum", 300)), (1.5, ("pl" + "um", 300)), [1], [1]))

    assert one is two
    assert first is not second


def test_what_only_looks_equal_stays_what_it_is() -> None:
    assert repr(((1,), (1.0,), (True,), (0.0,), (-0.0,))) == repr(anew(((1,), (1.0,), (True,), (0.0,), (-0.0,))))


def test_code_does_the_same_and_shares_what_it_names_with_other_code() -> None:
    codes = [compile(_PLUM, file, "exec") for file in ("one", "two")]
    back: list[CodeType] = anew(codes)

    for was, now in zip(codes, back, strict=True):
        assert list(map(said, within(was))) == list(map(said, within(now)))
    one, two = (next(each for each in within(code) if each.co_name == "jam") for code in back)
    assert one is not two
    assert one.co_names is two.co_names
    assert one.co_linetable is two.co_linetable
    pairs = zip(one.co_consts, two.co_consts, strict=True)
    assert all(mine is theirs for mine, theirs in pairs if not isinstance(mine, CodeType))


def test_a_large_module_becomes_smaller_and_is_the_same() -> None:
    assert loop.__file__
    code = compile(Path(loop.__file__).read_bytes(), loop.__file__, "exec")
    several = [each.replace(co_name=each.co_name) for each in within(code)]  # which makes each tuple anew

    assert len(dumps(several)) < len(marshal.dumps(several))
    assert list(map(said, within(code))) == list(map(said, within(anew(code))))


def test_what_marshal_does_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match="unmarshallable"):
        dumps(object())


@pytest.mark.parametrize("written", [b"\x7f", b")\x02N", b"r\x07\x00\x00\x00", marshal.dumps(8)])
def test_where_marshal_writes_otherwise_nothing_is_shared(monkeypatch: pytest.MonkeyPatch, written: bytes) -> None:
    monkeypatch.setattr(marshal, "dumps", lambda _: written)

    assert written == dumps(7)


def within(code: CodeType) -> Iterator[CodeType]:
    yield code
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from within(each)


def said(code: CodeType) -> list[object]:
    """All of it but its constants, of which a set may come in another order."""
    names = [name for name in dir(code) if name.startswith("co_") and not callable(getattr(code, name))]
    told = [getattr(code, name) for name in names if name not in ("co_consts", "co_lnotab")]
    consts = [
        sorted(each) if isinstance(each, frozenset) else repr(each)
        for each in code.co_consts
        if not isinstance(each, CodeType)
    ]
    return [sys.version_info[:2], told, consts]
