"""Does what can be done while the toolkit is still being loaded: asks for what the panel shows.

The toolkit takes longer to load than the answer takes to come.
"""

import os
import threading
from contextlib import suppress
from importlib import import_module
from typing import Any

from tray.control.client import ask
from tray.control.protocol import PANEL, WINDOW_FACES, WINDOW_LANGUAGE
from tray.errors import BackpressureError
from tray.lib.language.catalogue_reader import put_in_force
from tray.lib.language.locales import locale_of
from tray.store.files.places import Places

_OURS = (
    "tray.desktop.icon.pictures",
    "tray.settings.types.duration",
    "tray.view.icon.colours",
    "tray.view.tray.face",
    "tray.view.words.names_and_numbers",
)


class Early:
    """One question, asked at once where a panel is to be shown; its answer is taken once, by who asks first."""

    def __init__(self) -> None:
        put_in_force(locale_of(os.environ.get(WINDOW_LANGUAGE, "")))
        self.faces = os.environ.get(WINDOW_FACES, "").split()
        """What the program is about to ask for."""
        self._answer: Any = None
        self._asking = threading.Thread(target=self._ask, daemon=True)
        if "panel" in self.faces:
            self._asking.start()

    def read_ours(self) -> None:
        """Read what a panel needs of ours: what is read after PySide6 is searched by it for its name first."""
        if "panel" in self.faces:
            for name in _OURS:
                import_module(name)

    def take(self) -> Any:
        """The answer, waited for; None when there is none, or it was taken."""
        if self._asking.ident is not None:
            self._asking.join()
        answer, self._answer = self._answer, None
        return answer

    def _ask(self) -> None:
        with suppress(BackpressureError):  # it is asked again when it is needed, and what is wrong is told then
            self._answer = ask(Places(dict(os.environ)).runtime, PANEL, {})
