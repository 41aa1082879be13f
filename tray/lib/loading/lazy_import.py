"""Keeps a part of Python's library out of memory until somebody uses it, although others import it.

``dataclasses`` imports ``inspect`` for what it does to classes without a docstring, and pystray imports ``logging`` and
``queue`` for its threads. Together that is more than a megabyte, and much of the start of ``backpressure status``;
nothing of it is used on a usual day. Such a module is found at once and read at the first use.
"""

import sys
from _frozen_importlib import ModuleSpec  # as in ``importlib.machinery``, which would be read for it
from _frozen_importlib_external import PathFinder
from _thread import RLock
from types import ModuleType

LEFT = ("inspect", "logging", "queue")
_NEVER = ("__wrapped__", "__func__")
"""What no module has, and what is asked of anything by who looks whether it is a function inside another one.

PySide6 asks each module that is imported, by ``inspect.getsource``.
"""
_READING = RLock()
"""Held while one is read, so that another thread sees all of it or waits."""


class _Unread(ModuleType):
    """A module that is found and not read.

    ``importlib.util.LazyLoader`` would read it already when it is imported for the second time (Python 3.11).
    """

    def __getattr__(self, name: str) -> object:
        if name in _NEVER:
            raise _missing(self, name)
        with _READING:
            if not self.__dict__.get("_is_read"):
                self._is_read = True  # what it asks itself for meanwhile is there, or is not
                if self.__spec__ and self.__spec__.loader:
                    self.__spec__.loader.exec_module(self)
                self.__class__ = ModuleType  # type: ignore[assignment]  # from here on a module like any other
        if name in self.__dict__:
            return self.__dict__[name]
        raise _missing(self, name)


def _missing(module: ModuleType, name: str) -> AttributeError:
    return AttributeError(f"module {module.__name__!r} has no attribute {name!r}", name=name, obj=module)


def leave(*names: str) -> None:
    """Let these modules be read when they are first used. One that is there already stays as it is."""
    for name in names:
        if name not in sys.modules and (spec := PathFinder.find_spec(name)) is not None:
            sys.modules[name] = _unread(spec)


def _unread(spec: ModuleSpec) -> _Unread:
    """As ``importlib.util.module_from_spec`` makes it, without the price of importing that."""
    module = _Unread(spec.name)
    module.__spec__, module.__loader__, module.__package__ = spec, spec.loader, spec.parent
    if spec.submodule_search_locations is not None:
        module.__path__ = spec.submodule_search_locations
    if spec.has_location:
        module.__file__ = spec.origin
    return module
