"""Asks for what the panel shows while the toolkit is still being loaded, which takes longer than the answer."""

import os
import threading
from contextlib import suppress
from typing import Any

from tray.control.client import ask
from tray.control.command_form import PANEL
from tray.errors import BackpressureError
from tray.lib.catalogues import locale_of, put_in_force
from tray.store.files.places import Places

SAID_IN = "BACKPRESSURE_SAID_IN"
"""The variable in which the program names the language that it speaks."""


class Early:
    """One question, asked at once; its answer is taken once, by who asks first."""

    def __init__(self) -> None:
        put_in_force(locale_of(os.environ.get(SAID_IN, "")))
        self._answer: Any = None
        self._asking = threading.Thread(target=self._ask, daemon=True)
        self._asking.start()

    def take(self) -> Any:
        """The answer, waited for; None when there is none, or it was taken."""
        self._asking.join()
        answer, self._answer = self._answer, None
        return answer

    def _ask(self) -> None:
        with suppress(BackpressureError):  # it is asked again when it is needed, and what is wrong is told then
            self._answer = ask(Places(dict(os.environ)).runtime, PANEL, {})
