"""How does a part of Python's library stay out of memory until somebody uses it, although others import it?

``dataclasses`` imports ``inspect`` for what it does to classes without a docstring, and pystray imports ``logging`` and
``queue`` for its threads. Together that is more than a megabyte, and much of the start of ``backpressure status``;
nothing of it is used on a usual day. Such a module is found at once and read at the first use.
"""

import sys
from importlib.util import find_spec, module_from_spec
from types import ModuleType

LEFT = ("inspect", "logging", "queue")


class _Unread(ModuleType):
    """A module that is found and not read.

    ``importlib.util.LazyLoader`` would read it already when it is imported for the second time (Python 3.11).
    """

    def __getattr__(self, name: str) -> object:
        spec = self.__spec__
        self.__class__ = ModuleType  # type: ignore[assignment]  # from here on it is a module like any other
        assert spec is not None
        assert spec.loader is not None
        spec.loader.exec_module(self)
        return getattr(self, name)


def leave(*names: str) -> None:
    """Let these modules be read when they are first used. One that is there already stays as it is."""
    for name in names:
        if name not in sys.modules and (spec := find_spec(name)) is not None:
            module = module_from_spec(spec)
            module.__class__ = _Unread
            sys.modules[name] = module
