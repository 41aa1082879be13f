"""A frozen dataclass of ours is one of the standard library in all that anybody can see."""

import dataclasses

import pytest

from tray.lib.frozen import dataclass


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


def test_two_classes_share_what_the_standard_library_would_make_for_each() -> None:
    assert Point.__eq__ is Origin.__eq__
    assert Point.__setattr__ is Origin.__setattr__


def test_a_class_without_a_docstring_does_not_cost_its_signature() -> None:
    @dataclass(frozen=True, slots=True)
    class Bare:
        size: int

    assert "Bare" == Bare.__doc__
