"""A frozen dataclass of ours is one of the standard library in all that anybody can see."""

import copy
import dataclasses
import inspect
import pickle
import typing
from typing import Any, ClassVar

import pytest

from tray.lib.frozen import NamedTuple, changed, dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """Two numbers, and a remark that makes no difference."""

    x: int
    y: int = 0
    remark: str = dataclasses.field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Dot(Point):
    """Another class with the same fields."""


@dataclass(frozen=True, slots=True)
class Origin:
    """No fields at all."""


def test_equal_fields_make_equal_values_with_equal_hashes() -> None:
    assert Point(1, 2) == Point(1, 2, "here")
    assert hash(Point(1, 2)) == hash(Point(1, 2, "here"))
    assert Point(1, 2) != Point(2, 1)
    assert Origin() == Origin()
    assert 1 == len({Origin(), Origin()})


def test_values_of_different_classes_differ_even_with_the_same_fields() -> None:
    assert Point(1) != Dot(1)


def test_nothing_can_be_set_deleted_or_added() -> None:
    point = Point(1)

    for name in ("x", "other"):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(point, name, 2)
    with pytest.raises(dataclasses.FrozenInstanceError):
        del point.x
    assert not hasattr(point, "__dict__")


def test_it_is_shown_as_it_would_be_written() -> None:
    assert "Point(x=1, y=2, remark='a')" == repr(Point(1, 2, "a"))
    assert "Origin()" == repr(Origin())


def test_it_is_a_dataclass_to_everybody() -> None:
    assert Point(3, 2) == dataclasses.replace(Point(1, 2), x=3)
    assert ["x", "y", "remark"] == [field.name for field in dataclasses.fields(Dot)]
    match Dot(1, 2):
        case Point(x, y):
            assert (1, 2) == (x, y)


def test_what_is_said_by_a_class_itself_stays() -> None:
    @dataclass(frozen=True, slots=True)
    class Word:
        text: str

        def __repr__(self) -> str:
            return self.text

    assert "tea" == repr(Word("tea"))


def test_a_field_that_nobody_gives_is_set_by_the_class_itself() -> None:
    @dataclass(frozen=True, slots=True)
    class Word:
        text: str
        length: int = dataclasses.field(init=False)

        def __post_init__(self) -> None:
            object.__setattr__(self, "length", len(self.text))

    assert (3, "Word") == (Word("tea").length, type(Word("tea")).__name__)
    with pytest.raises(TypeError):
        Word("tea", 3)  # type: ignore[call-arg]


def test_two_classes_share_what_the_standard_library_would_make_for_each() -> None:
    assert Point.__eq__ is Origin.__eq__
    assert Point.__setattr__ is Origin.__setattr__


def test_a_class_without_a_docstring_does_not_cost_its_signature() -> None:
    @dataclass(frozen=True, slots=True)
    class Bare:
        size: int

    assert "Bare" == Bare.__doc__


@dataclass(frozen=True, slots=True)
class Cup:
    """Something with everything that a field can be."""

    holds: list[str] = dataclasses.field(default_factory=list)
    size: int = 1
    name: str = dataclasses.field(default="cup", kw_only=True)
    washed: bool = dataclasses.field(default=False, init=False)
    weighed: list[int] = dataclasses.field(default_factory=lambda: [7], init=False)

    def __post_init__(self) -> None:
        self.weighed.append(self.size)


def test_every_kind_of_field_begins_as_it_says() -> None:
    cup, other = Cup(), Cup(["tea"], 2, name="mug")

    assert ([], 1, "cup", False, [7, 1]) == (cup.holds, cup.size, cup.name, cup.washed, cup.weighed)
    assert (["tea"], 2, "mug", False, [7, 2]) == (other.holds, other.size, other.name, other.washed, other.weighed)
    assert cup.holds is not Cup().holds


def mug() -> Any:
    """A class after another, which says again what it holds."""

    class Mug(Cup):
        holds: list[str] = _COFFEE
        handle: str = "left"

    return Mug


_COFFEE: list[str] = dataclasses.field(default_factory=lambda: ["coffee"])


@dataclass(frozen=True, slots=True)
class Named:
    """With something that is no field."""

    kind: ClassVar[str] = "named"
    size: int = 1


def test_the_fields_are_told_to_who_asks_and_held_by_no_class() -> None:
    assert described(plain(Cup)) == described(Cup)
    assert described(dataclasses.dataclass(frozen=True)(mug())) == described(dataclass(frozen=True, slots=True)(mug()))
    assert ["size"] == [each.name for each in dataclasses.fields(Named)]

    assert vars(Point)["__dataclass_fields__"] is vars(Cup)["__dataclass_fields__"]


_PARTS = ("name", "type", "default", "default_factory", "init", "repr", "hash", "compare", "kw_only", "metadata")


def described(kind: Any) -> list[tuple[Any, ...]]:
    return [tuple(getattr(each, part) for part in _PARTS) for each in dataclasses.fields(kind)]


def plain(kind: Any) -> Any:
    """The same fields, made by the standard library."""
    bare = type(kind.__name__, (), {"__annotations__": vars(kind)["__annotations__"], **vars(kind)["_given"]})
    return dataclasses.dataclass(frozen=True)(bare)


def test_a_wrong_call_is_refused_in_the_words_of_the_standard_library() -> None:
    point: Any = Point
    cup: Any = Cup
    for wrong, said in (
        (point, "Point.__init__() missing 1 required positional argument: 'x'"),
        (lambda: point(1, z=2), "Point.__init__() got an unexpected keyword argument 'z'"),
        (lambda: cup([], 1, "mug"), "Cup.__init__() takes from 1 to 3 positional arguments but 4 were given"),
    ):
        with pytest.raises(TypeError) as refused:
            wrong()

        assert said == str(refused.value)


def test_how_it_is_called_is_known_before_there_is_a_value() -> None:
    @dataclass(frozen=True, slots=True)
    class Rare:
        size: int
        name: str = ""

    assert "(size: int, name: str = '')" == str(inspect.signature(Rare))
    assert Rare(1, "a") == Rare(size=1, name="a")
    assert "(size: int, name: str = '')" == str(inspect.signature(Rare))


@dataclass(frozen=True)
class Loose:
    """Without slots, as a state with many fields is, so that changed copies are cheap."""

    x: int
    many: list[int] = dataclasses.field(default_factory=list)


def test_one_without_slots_is_as_frozen_and_as_cheap() -> None:
    loose: Any = Loose(1)

    with pytest.raises(dataclasses.FrozenInstanceError):
        loose.x = 2
    assert Loose(1) == loose != Loose(2)
    assert Loose(3, [4]) == changed(loose, x=3, many=[4]) == dataclasses.replace(loose, x=3, many=[4])
    assert "Loose(x=1, many=[])" == repr(copy.deepcopy(loose)) == repr(pickle.loads(pickle.dumps(loose)))
    assert Loose.__setattr__ is Point.__setattr__


@pytest.mark.parametrize("slots", [True, False])
def test_a_field_may_have_any_name(slots: bool) -> None:
    names = ["known", "name", "value", "kind", "field", "takes", "does"]
    bare: Any = type("Made", (), {"__annotations__": dict.fromkeys(names, int)})
    made = dataclass(frozen=True, slots=slots)(bare)

    value = made(*range(len(names)))

    assert list(range(len(names))) == [getattr(value, name) for name in names]


def test_it_can_be_copied_and_kept() -> None:
    for copied in (copy.copy(Point(1, 2)), copy.deepcopy(Point(1, 2)), pickle.loads(pickle.dumps(Point(1, 2)))):
        assert Point(1, 2) == copied


def test_what_begins_a_value_is_written_when_there_is_one() -> None:
    @dataclass(frozen=True, slots=True)
    class Rare:
        size: int

    @dataclass(frozen=True, slots=True)
    class Rarer:
        size: int

    kinds: tuple[Any, Any] = Rare, Rarer

    assert kinds[0].__init__ is kinds[1].__init__
    assert 2 == Rare(2).size
    assert kinds[0].__init__ is not kinds[1].__init__


def test_a_named_tuple_is_as_the_one_of_the_standard_library() -> None:
    class Jar(NamedTuple):
        """Holds."""

        of: str
        spoons: int = 3

        @property
        def empty(self) -> bool:
            return not self.spoons

    class Theirs(typing.NamedTuple):
        of: str
        spoons: int = 3

    jar = Jar("plum")
    assert ("plum", 3) == jar
    assert tuple(jar) == Theirs("plum")
    assert ("of", "spoons") == jar._fields
    assert ("Jar(of='plum', spoons=3)", "Holds.") == (repr(jar), Jar.__doc__)
    assert (True, False) == (jar._replace(spoons=0).empty, jar.empty)
    assert (Theirs.__annotations__, __name__) == (Jar.__annotations__, Jar.__module__)
    with pytest.raises(TypeError, match="missing"):
        Jar()  # type: ignore[call-arg]  # that's what is tried
