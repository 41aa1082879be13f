"""Long work in small steps, between which something else can be done."""

from collections.abc import Callable, Generator
from typing import TypeVar

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")
Steps = Generator[None, None, _Made]
"""Goes on by one step whenever it is asked to, and makes something in the end; closed before, it leaves no trace."""


def whole(steps: Steps[_Made]) -> _Made:
    """What all the steps make, one at once after the other."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            made: _Made = end.value
            return made


def in_no_step(make: Callable[[_Given], _Made]) -> Callable[[_Given], Steps[_Made]]:
    """What makes something at once, for whoever would go on by steps."""

    def making(given: _Given) -> Steps[_Made]:
        yield from ()
        return make(given)

    return making
