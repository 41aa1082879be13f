"""Keeps the main thread of a Mac, which alone may touch the screen, while the program runs in another."""

import ctypes
import threading
from collections.abc import Callable
from importlib import import_module
from typing import Any

_LIBRARY = "/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices"
_ACCESSORY = 1
"""NSApplicationActivationPolicyAccessory: no icon in the Dock, and no menu of its own at the top of the screen."""
_OWN_EVENT = 15
"""NSEventTypeApplicationDefined."""


def has_screen(library: Any = None) -> bool:
    """Whether this process belongs to somebody who sits before the screen; over ssh it does not.

    Asked before anything else, because AppKit ends a process that does not. ``library`` stands for ApplicationServices.
    """
    try:
        asked = (library or ctypes.CDLL(_LIBRARY)).CGSessionCopyCurrentDictionary
    except (OSError, AttributeError):
        return False
    asked.restype = ctypes.c_void_p
    asked.argtypes = ()
    return bool(asked())


def serve_beside(run: Callable[[], None]) -> None:
    """Call ``run`` in a thread of its own, serve macOS until it returns, and raise what it raised.

    To be called in the main thread.
    """
    appkit, helper = import_module("AppKit"), import_module("PyObjCTools.AppHelper")
    application = appkit.NSApplication.sharedApplication()
    application.setActivationPolicy_(_ACCESSORY)
    failures: list[BaseException] = []

    def work() -> None:
        try:
            run()
        except BaseException as error:
            failures.append(error)
        finally:
            helper.callAfter(_leave, appkit, application)

    worker = threading.Thread(target=work, name="reactor")
    worker.start()  # how it leaves waits for the loop below, so it cannot be too early
    application.run()
    worker.join()
    if failures:
        raise failures[0]


def in_main_thread(call: Callable[[], None]) -> None:
    """Make a call there, soon; from any thread."""
    import_module("PyObjCTools.AppHelper").callAfter(call)


def _leave(appkit: Any, application: Any) -> None:
    application.stop_(None)
    # It only takes note of that, and looks at its notes after the next event.
    application.postEvent_atStart_(
        appkit.NSEvent.otherEventWithType_location_modifierFlags_timestamp_windowNumber_context_subtype_data1_data2_(
            _OWN_EVENT, (0, 0), 0, 0.0, 0, None, 0, 0, 0
        ),
        True,
    )
