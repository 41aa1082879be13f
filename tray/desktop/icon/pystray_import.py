"""Gets pystray without what it opens and loads by itself.

On Linux ``import pystray`` opens a display, loads Pillow or GTK, and fails with errors that are no ImportError where
there is no display. With its dummy backend it does none of that, and still gives its base class and its menus.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_CHOICE = "PYSTRAY_BACKEND"


@contextmanager
def _fit_backend() -> Iterator[None]:
    if sys.platform in ("win32", "darwin"):
        yield  # there its own backend is the one to use
        return
    before = os.environ.get(_CHOICE)
    os.environ[_CHOICE] = "dummy"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_CHOICE]
        else:
            os.environ[_CHOICE] = before


with _fit_backend():
    from pystray import Icon, Menu, MenuItem

__all__ = ["Icon", "Menu", "MenuItem"]
