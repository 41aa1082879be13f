"""How do tests wait? For something to become true, with a bound; never for a time to pass."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

T = TypeVar("T")

PATIENCE = timedelta(seconds=20)
"""Much longer than anything takes on a quiet machine, so that a busy one fails no test."""

_STEP_SECONDS = 0.03


class TookTooLong(AssertionError):
    """What was waited for did not come true."""


def until(look: Callable[[], T | None], what: str | Callable[[], str], within: timedelta = PATIENCE) -> T:
    """Return the first truthy answer of ``look``; raise TookTooLong, naming ``what``, when none comes.

    Where ``what`` depends on what happened meanwhile it is a function.
    """
    end = time.monotonic() + within.total_seconds()
    while True:
        answer = look()
        if answer:
            return answer
        if time.monotonic() > end:
            raise TookTooLong(f"waited {within.total_seconds():g} s for {what if isinstance(what, str) else what()}")
        time.sleep(_STEP_SECONDS)
