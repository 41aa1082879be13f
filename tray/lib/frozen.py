"""Makes frozen dataclasses of which two hundred weigh little, and changed copies of values at little cost.

The standard library writes, compiles and keeps functions of its own for each class: for showing, comparing, hashing,
refusing to be changed. Here all classes share one of each. What is made is a dataclass in every respect: fields,
``replace`` and ``match`` work as ever, and a type checker sees the one of the standard library. Whatever is not both
frozen and slotted is left to that, but for a docstring.
"""

import dataclasses
from dataclasses import field as field
from operator import attrgetter

__all__ = ["changed", "dataclass", "field"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass

    # So that the names and types of the fields are checked.
    from dataclasses import replace as changed
else:

    def dataclass(cls=None, /, *, frozen=False, slots=False, eq=True, **options):
        """As ``dataclasses.dataclass``; comparing is by all fields that compare."""
        if cls is None:
            return lambda each: dataclass(each, frozen=frozen, slots=slots, eq=eq, **options)
        if not cls.__doc__:
            # Else its signature would become its docstring, for which all of ``inspect`` is loaded.
            cls.__doc__ = cls.__name__
        if not (frozen and slots) or options:
            return dataclasses.dataclass(cls, frozen=frozen, slots=slots, eq=eq, **options)
        own = set(cls.__dict__)
        made = dataclasses.dataclass(cls, frozen=True, slots=True, eq=False, repr=False)
        shared = [_refuse_to_set, _refuse_to_delete]
        if eq:
            names = [each.name for each in dataclasses.fields(made) if each.compare]
            made._compared = staticmethod(attrgetter(*names) if names else _nothing)
            shared += [_equals, _hashed]
        for function in [*shared, _shown]:
            if (name := _NAMES[function]) not in own:
                setattr(made, name, function)
        return made

    def _nothing(_self):
        return ()

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
        new.__dict__.update(value.__dict__, **changes)
        return new
