"""How is a value of many fields changed at little cost?"""

from typing import TYPE_CHECKING, Any

__all__ = ["changed"]

if TYPE_CHECKING:
    # So that the names and types of the fields are checked.
    from dataclasses import replace as changed
else:

    def changed(value: Any, **changes: Any) -> Any:
        """What ``dataclasses.replace`` gives, at a tenth of its price; for a dataclass without slots.

        The fold of the record changes its state, which has some forty fields, several times a fact.
        """
        new = object.__new__(type(value))
        new.__dict__.update(value.__dict__, **changes)
        return new
