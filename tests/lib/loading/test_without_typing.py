"""What is there for who checks types alone goes, and all else does what it did."""

import ast
import dataclasses
from types import UnionType
from typing import Any

import pytest

from tray.lib.loading.without_typing import without_typing

_OURS = """
from typing import TYPE_CHECKING, Any, Final, Generic, Literal, TypeVar, assert_never, cast
from collections.abc import Generator
from dataclasses import dataclass
if TYPE_CHECKING:
    from nowhere import nothing
Of = TypeVar("Of")
Steps = Generator[None, None, Of]
Told = Steps[int]
Words = dict[str, Any]
Side = Literal["left", "right"]
MOST: Final = 7
LEAST: Final[int] = 2
_kept: Words
@dataclass
class Jar(Generic[Of]):
    of: Of
    side: Side = "left"
    more: dict[str, Any] | None = None
    def lid(self, what: Any) -> Of:
        made: Literal[5] = cast(Literal[5], what)
        return made
class Small(Jar[int]):
    pass
def other(of: int):
    match of:
        case 5:
            return "five"
        case _:
            assert_never(of)
"""


def ran(source: str, *, ours: bool) -> dict[str, Any]:
    """The names of a module after it ran."""
    made: dict[str, Any] = {"__name__": "jars"}
    exec(compile(without_typing(ast.parse(source), ours=ours), "jars", "exec"), made)
    return made


def imports(source: str, *, ours: bool) -> list[str]:
    """What a module imports then."""
    nodes = ast.walk(without_typing(ast.parse(source), ours=ours))
    return [ast.unparse(each) for each in nodes if isinstance(each, ast.ImportFrom) and each.module == "typing"]


def test_of_ours_nothing_is_imported_and_all_does_what_it_did() -> None:
    made = ran(_OURS, ours=True)

    assert [] == imports(_OURS, ours=True)
    assert (7, 2, "five") == (made["MOST"], made["LEAST"], made["other"](5))
    assert ["of", "side", "more"] == [each.name for each in dataclasses.fields(made["Small"])]
    assert (9, "left", 5) == (made["Small"](9).of, made["Jar"](1).side, made["Small"](9).lid(5))
    assert made["Jar"][int] is made["Jar"]
    assert isinstance(made["Jar"].__annotations__["more"], UnionType)
    with pytest.raises(AssertionError):
        made["other"](6)


@pytest.mark.parametrize(
    ("source", "stays"),
    [
        ("from typing import Optional\ndef f(of: Optional[int]): ...", []),
        ("from typing import Optional, Union\nclass A:\n    of: Optional[Union[int, str]] = None", []),
        ("from typing import NamedTuple, Any\nclass A(NamedTuple):\n    of: Any", ["NamedTuple"]),
        ("from typing import Generic, TypeVar\nT = TypeVar('T')\nclass A(Generic[T]): ...", ["Generic, TypeVar"]),
        ("from typing import ClassVar, Any\nclass A:\n    of: ClassVar[Any] = 5", ["ClassVar, Any"]),
        ("from typing import Any\ndef f(of: Any): ...\nprint(f.__annotations__)", ["Any"]),
        ("from typing import Any as A\ndef f(of: A): ...", ["Any as A"]),
        ("from typing import Any\nAny = 5", ["Any"]),
    ],
)
def test_of_others_what_a_module_does_with_types_stays(source: str, stays: list[str]) -> None:
    assert [f"from typing import {each}" for each in stays] == imports(source, ours=False)
    ran(source, ours=False)


def test_what_imports_all_that_another_has_may_mean_its_types() -> None:
    made = ran(
        "from string import *\nclass A:\n    of: Optional[str] = None\ndef f(of: Union[int, str]): ...", ours=False
    )

    assert {"of": object} == made["A"].__annotations__


def test_what_waits_for_others_is_as_untyped_as_the_rest() -> None:
    made = ran("async def read(size: int, *, at: 'str' = '') -> bytes:\n    return b'x' * size\n", ours=False)

    assert {} == made["read"].__annotations__
    with pytest.raises(StopIteration) as said:
        made["read"](3).send(None)
    assert b"xxx" == said.value.value
