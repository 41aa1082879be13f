"""Has the panel on the screen while it is wanted: each click opens it, or closes the one that is open."""

from collections.abc import Callable, Mapping
from time import monotonic
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from tray.control.protocol import PANEL
from tray.lib.language.translation import in_force
from tray.window.client import Client
from tray.window.panel import Panel

Told = Mapping[str, Any]
_REFRESH_MS = 20_000
"""So often an open panel asks anew although nothing happened: the curve goes on."""
_BURST_MS = 150
"""Changes that come together are asked for once."""


class PanelFace:
    """The panel as one of the faces: each click opens it, or closes the one that is open.

    A double click is one. Who is used to it from other icons would see nothing else, and bars tell of it up to three
    times.
    """

    def __init__(self, client: Client, closed: Callable[[], None], *, clock: Callable[[], float] = monotonic) -> None:
        """``clock`` gives seconds."""
        self._client = client
        self._closed = closed
        self._clock = clock
        self._clicked: float | None = None
        self._panel: Panel | None = None
        self._language = ""
        """In which the panel was made."""
        self._click = 0
        self._changes = 0
        self._place = (0, 0)
        self._open = False
        self._again = QTimer(singleShot=True, interval=_BURST_MS)
        self._again.timeout.connect(self._ask)
        self._now_and_then = QTimer(interval=_REFRESH_MS)
        self._now_and_then.timeout.connect(self._ask)

    @property
    def is_open(self) -> bool:
        """Whether the panel is on the screen, or about to be."""
        return self._open

    def show(self, told: Told) -> None:
        """A new click opens it or closes it; anything else that changed is asked for."""
        if told["click"] != self._click:
            self._click = told["click"]
            self._place = (told["x"], told["y"])
            if self._is_second_half():
                pass
            elif self._open:
                self.hide()
            else:
                self._open = True
                self._ask()
        elif told["changes"] != self._changes and self._open:
            self._again.start()
        self._changes = told["changes"]

    def _is_second_half(self) -> bool:
        """Whether this click belongs to the one before it."""
        before, self._clicked = self._clicked, self._clock()
        within = QGuiApplication.styleHints().mouseDoubleClickInterval() / 1000
        return before is not None and self._clicked - before < within

    def hide(self) -> None:
        """Take it off the screen."""
        if self._panel is not None and self._panel.isVisible():
            self._panel.close()
        else:
            self._gone()

    def _ask(self) -> None:
        self._client.ask(PANEL, {}, self._show, lambda _: None)

    def _show(self, told: Told) -> None:
        if not self._open:
            return
        if self._panel is not None and self._language != in_force():
            self._panel.hide()  # what is in it was said in another language
            self._panel.deleteLater()
            self._panel = None
        if self._panel is None:
            self._language = in_force()
            self._panel = Panel(self._client.ask, self._client.explain, self._gone)
        self._panel.show_told(told)
        if not self._panel.isVisible():
            self._panel.come(*self._place)
            self._now_and_then.start()

    def _gone(self) -> None:
        self._open = False
        self._again.stop()
        self._now_and_then.stop()
        self._closed()
