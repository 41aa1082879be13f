"""Makes frozen dataclasses of which two hundred weigh little, and changed copies of values at little cost.

The standard library writes, compiles and keeps functions of its own for each class: for showing, comparing, hashing,
refusing to be changed. Here all classes share one of each, and the one that can't be shared, which begins a value, is
written when the first value is made: on a usual day there is none of two in three classes. That was half of what it
took to import the program. What is made is a dataclass in every respect: fields, ``replace`` and ``match`` work as
ever, and a type checker sees the one of the standard library. Whatever is not frozen is left to that, but for a
docstring.

What describes the fields is more than the fields themselves: an object for each of twelve hundred, and a table for each
class. So it's made anew for whoever asks, from the names and the defaults that a class has anyway.
"""

import dataclasses
from collections import namedtuple
from dataclasses import field as field
from operator import attrgetter

__all__ = ["NamedTuple", "changed", "dataclass", "field"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass

    # So that the names and types of the fields are checked.
    from dataclasses import replace as changed
    from typing import NamedTuple as NamedTuple
else:

    class _OfNamedTuples(type):
        """Makes a named tuple of a class's fields and methods."""

        def __new__(meta, name, bases, values):
            if not bases:
                return super().__new__(meta, name, bases, values)
            fields = values.get("__annotations__") or super().__new__(meta, name, (), dict(values)).__annotations__
            defaults = [values[each] for each in fields if each in values]
            made = namedtuple(name, fields, defaults=defaults, module=values["__module__"])
            made.__annotations__ = fields
            for each, value in values.items():
                if each not in fields and each not in _NOT_TAKEN:
                    setattr(made, each, value)
            return made

    class NamedTuple(metaclass=_OfNamedTuples):
        """As ``typing.NamedTuple``, without `typing`."""

    _NOT_TAKEN = {"__annotate__", "__annotate_func__", "__annotations__", "__module__", "__qualname__"}

    def dataclass(cls=None, /, *, frozen=False, slots=False, eq=True, **options):
        """As ``dataclasses.dataclass``; comparing is by all fields that compare."""
        if cls is None:
            return lambda each: dataclass(each, frozen=frozen, slots=slots, eq=eq, **options)
        if not cls.__doc__:
            # Else its signature would become its docstring, for which all of ``inspect`` is loaded.
            cls.__doc__ = cls.__name__
        if not frozen or options:
            return dataclasses.dataclass(cls, frozen=frozen, slots=slots, eq=eq, **options)
        own = set(cls.__dict__)
        given = {name: cls.__dict__[name] for name in _annotated(cls) if name in own}
        shared = [_refuse_to_set, _refuse_to_delete, _begun]
        if any(map(dataclasses.is_dataclass, cls.__mro__[1:])):
            # Only its own kind may follow one that is frozen.
            made = dataclasses.dataclass(cls, init=False, frozen=True, slots=slots, eq=False, repr=False)
        else:
            made = dataclasses.dataclass(cls, init=False, slots=slots, eq=False, repr=False)
            shared += [_in_order, _put_in_order] if slots else []
        made.__signature__ = _SIGNATURE
        if eq:
            made._compared = _COMPARED
            shared += [_equals, _hashed]
        for function in [*shared, _shown]:
            if (name := _NAMES[function]) not in own:
                setattr(made, name, function)
        _lighten(made, given)
        return made

    def _lighten(made, given):
        """Let go of what can be made again, and share what is equal."""
        made.__dataclass_params__ = _PARAMS
        if made.__match_args__ == made.__dict__.get("__slots__"):
            made.__match_args__ = made.__slots__
        real, absent = made.__dict__["__dataclass_fields__"], dataclasses.MISSING
        if all(_is_usual(real.get(name), given.get(name, absent)) for name in _annotated(made)):
            made.__dataclass_fields__ = _FIELDS
            if given:
                made._given = given

    def _is_usual(field, given):
        """Whether a field is what its name and its default say, or is kept itself since its class wrote it so."""
        if field is None or field._field_type is not dataclasses._FIELD:
            return False
        return field is given or (field.default is given and not field.kw_only)

    class _Fields:
        """Describes the fields of a class to who asks, as the standard library does."""

        def __init__(self):
            self._asked = {}

        def __get__(self, _instance, kind):
            if kind not in self._asked:
                self._asked[kind] = _fields(kind)
            return self._asked[kind]

    def _fields(kind):
        """By name, those of the classes that it follows first."""
        found = {}
        for each in reversed(kind.__mro__):
            described = each.__dict__.get("__dataclass_fields__", {})
            found |= _own_fields(each) if described is _FIELDS else described
        return found

    def _annotated(kind):
        return kind.__annotations__  # a class's own; Python 3.14 works them out when they are first asked for

    def _own_fields(kind):
        given, found = kind.__dict__.get("_given", {}), {}
        for name, type_ in _annotated(kind).items():
            value = given.get(name, dataclasses.MISSING)
            if isinstance(value, dataclasses.Field):
                found[name] = value
                continue
            found[name] = made = dataclasses.field(default=value, kw_only=False)
            made.name, made.type, made._field_type = name, type_, dataclasses._FIELD
        return found

    class _Compared:
        """Finds out what of a value is compared when the first one is."""

        def __get__(self, _instance, kind):
            owner = next(each for each in kind.__mro__ if each.__dict__.get("_compared") is self)
            names = [each.name for each in _fields(owner).values() if each.compare]
            owner._compared = attrgetter(*names or ["__class__"])
            return owner._compared

    # Python 3.12 has more of them.
    _PARAMS = dataclasses._DataclassParams(
        **{name: name in ("init", "frozen") for name in dataclasses._DataclassParams.__slots__}
    )
    _FIELDS, _COMPARED = _Fields(), _Compared()

    def _begun(self, *values, **named):
        """Begins the first value of a class, after which the class has the one of the standard library."""
        kind = next(each for each in type(self).__mro__ if each.__dict__.get("__init__") is _begun)
        kind.__init__ = _written(kind)
        kind.__init__(self, *values, **named)

    def _written(kind):
        """What the standard library would write; it sets a slot by what describes the slot."""
        known, takes, named, does = {"_absent": _ABSENT}, ["self"], [], []
        in_slots = "__slots__" in kind.__dict__
        if not in_slots:
            does.append("_in = self.__dict__")
        for field in _fields(kind).values():
            name, value = field.name, field.name
            taken = named if field.kw_only else takes
            if in_slots:
                known[f"_set_{name}"] = getattr(kind, name).__set__
            if field.default_factory is not dataclasses.MISSING:
                known[f"_make_{name}"] = field.default_factory
                value = f"_make_{name}() if {name} is _absent else {name}" if field.init else f"_make_{name}()"
                taken += [f"{name}=_absent"] if field.init else []
            elif field.default is not dataclasses.MISSING:
                known[f"_default_{name}"] = field.default
                value = name if field.init else f"_default_{name}"
                taken += [f"{name}=_default_{name}"] if field.init else []
            elif field.init:
                taken.append(name)
            else:
                continue
            does.append(f"_set_{name}(self, {value})" if in_slots else f"_in[{name!r}] = {value}")
        does += ["self.__post_init__()"] if hasattr(kind, "__post_init__") else []
        takes += ["*", *named] if named else []
        exec(f"def __init__({', '.join(takes)}):\n " + "\n ".join(does or ["pass"]), known)
        written = known["__init__"]
        written.__module__, written.__qualname__ = kind.__module__, f"{kind.__qualname__}.__init__"
        return written

    _ABSENT = object()

    class _Signature:
        """That of the function which is not written yet, for those who ask how a class is called."""

        def __get__(self, instance, kind):
            from inspect import signature

            begins = _written(kind)
            begins.__annotations__ = {each.name: each.type for each in _fields(kind).values() if each.init}
            written = signature(begins)
            return written.replace(parameters=list(written.parameters.values())[1:])

    _SIGNATURE = _Signature()

    def _in_order(self):
        return [getattr(self, each.name) for each in dataclasses.fields(self)]

    def _put_in_order(self, values):
        for each, value in zip(dataclasses.fields(self), values, strict=True):
            object.__setattr__(self, each.name, value)

    def _refuse_to_set(_self, name, _value):
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")

    def _refuse_to_delete(_self, name):
        raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")

    def _equals(self, other):
        if other.__class__ is not self.__class__:
            return NotImplemented
        return self._compared(self) == self._compared(other)

    def _hashed(self):
        return hash(self._compared(self))

    def _shown(self):
        shown = [f"{each.name}={getattr(self, each.name)!r}" for each in dataclasses.fields(self) if each.repr]
        return f"{self.__class__.__qualname__}({', '.join(shown)})"

    _NAMES = {
        _begun: "__init__",
        _in_order: "__getstate__",
        _put_in_order: "__setstate__",
        _refuse_to_set: "__setattr__",
        _refuse_to_delete: "__delattr__",
        _equals: "__eq__",
        _hashed: "__hash__",
        _shown: "__repr__",
    }

    def changed(value, /, **changes):
        """What ``dataclasses.replace`` gives, at a tenth of its price; for a dataclass without slots.

        The fold of the record changes its state, which has some forty fields, several times a fact.
        """
        new = object.__new__(type(value))
        _set(new, "__dict__", value.__dict__ | changes)
        return new

    _set = object.__setattr__
