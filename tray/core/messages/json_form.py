"""Turns values of the core into JSON values, and back unchanged."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from types import GenericAlias, NoneType, UnionType
from typing import Any

_HINTS: dict[type[Any], dict[str, Any]] = {}
_NAMES: dict[type[Any], tuple[str, ...]] = {}
_AS_THEY_ARE = {str, int, float, bool, NoneType}


def plain(value: Any) -> Any:
    """JSON values: instants in ISO 8601, durations in seconds, words for kinds, objects for values with fields."""
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value
    match value:
        case datetime() | date():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case Enum():
            return value.value
        case tuple():
            return [plain(item) for item in value]
        case _ if is_dataclass(value):
            return {name: plain(getattr(value, name)) for name in names_of(kind)}
        case _:  # a mapping; whether it is one isn't asked: for each type that it's asked of, that keeps some kilobytes
            return {key: plain(item) for key, item in value.items()}


def names_of(kind: type[Any]) -> tuple[str, ...]:
    """The names of the fields of a dataclass, from memory."""
    if kind not in _NAMES:
        _NAMES[kind] = tuple(field.name for field in fields(kind))
    return _NAMES[kind]


def typed(value: Any, hint: Any) -> Any:
    """The inverse of ``plain`` for a value of the type ``hint``.

    Raises ValueError, KeyError or TypeError when it is not one.
    """
    if isinstance(hint, UnionType):
        inner = next(arg for arg in hint.__args__ if arg is not NoneType)
        return None if value is None else typed(value, inner)
    if isinstance(hint, GenericAlias):
        return _tuple(value, hint.__args__) if hint.__origin__ is tuple else value
    return _of_type(value, hint)


def _tuple(value: Any, inner: tuple[Any, ...]) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is not a list")
    if len(inner) == 2 and inner[1] is ...:
        return tuple(typed(item, inner[0]) for item in value)
    return tuple(typed(item, each) for item, each in zip(value, inner, strict=True))


def _of_type(value: Any, hint: type[Any]) -> Any:
    if hint is datetime:
        at = datetime.fromisoformat(value)
        if at.tzinfo is None:
            raise ValueError(f"{value!r} has no offset from UTC")
        return at
    if hint is date:
        return date.fromisoformat(value)
    if hint is timedelta:
        return timedelta(seconds=value)
    if issubclass(hint, Enum):
        return hint(value)
    if issubclass(hint, tuple) and isinstance(value, list):
        return hint(*value)
    if is_dataclass(hint):
        return hint(**typed_fields(value, hint))
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if hint in (str, int, float, bool) and type(value) is not hint:
        raise ValueError(f"{value!r} is not of type {hint.__name__}")
    return value


def typed_fields(value: Mapping[str, Any], kind: type[Any]) -> dict[str, Any]:
    """Values for fields of a dataclass, by their names; raises as ``typed``."""
    hints = _hints(kind)
    return {name: typed(item, hints[name]) for name, item in value.items()}


def _hints(kind: type[Any]) -> dict[str, Any]:
    if kind not in _HINTS:
        hints: dict[str, Any] = {}
        for each in reversed(kind.__mro__):
            hints |= getattr(each, "__annotations__", {})
        _HINTS[kind] = hints
    return _HINTS[kind]
