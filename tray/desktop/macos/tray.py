"""How does the icon live in the menu bar of macOS? By pystray's backend, mended from outside.

As it comes, it lets any thread touch what only the main thread may touch, which ends the program, and its picture is
blurred on a fine screen and may be drawn without colours.
"""

import io
from collections.abc import Callable
from importlib import import_module
from typing import Any

from tray.desktop.pystray_quietly import Icon
from tray.desktop.tray import Pictures, PystrayTray
from tray.ports import Reactor

_FINE = 2
"""Pixels to a point on the screens of today's Macs."""


class MacIcon(Icon):  # type: ignore[misc]  # pystray has no types
    """An icon as pystray knows it, except that ``icon`` is a sequence of pixmaps and any thread may change it."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._begun = False

    def run_detached(self, setup: Callable[[Any], None] | None = None) -> None:  # noqa: ARG002  # as pystray has it
        """Take note that there is something to show; ``run_blocking`` shows it."""
        self._begun = True
        self._in_main_thread(self._become_visible)

    def run_blocking(self) -> None:
        """Run the loop of macOS in the main thread, until ``stop``."""
        self.run(lambda _icon: self._in_main_thread(self._become_visible))

    def stop(self) -> None:
        """Take the icon away and let ``run_blocking`` return."""
        self._in_main_thread(super().stop)

    def _become_visible(self) -> None:
        if self._begun and self._running:
            self.visible = True

    def _update_icon(self) -> None:
        self._in_main_thread(super()._update_icon)

    def _update_title(self) -> None:
        self._in_main_thread(super()._update_title)

    def _update_menu(self) -> None:
        self._in_main_thread(super()._update_menu)

    def _assert_image(self) -> None:
        appkit, foundation = import_module("AppKit"), import_module("Foundation")
        points = int(self._status_bar.thickness())
        data = _png(self.icon, points * _FINE)
        image = appkit.NSImage.alloc().initWithData_(foundation.NSData.dataWithBytes_length_(data, len(data)))
        image.setSize_((points, points))
        image.setTemplate_(False)  # a template is drawn in one colour
        self._icon_image = image
        self._status_item.button().setImage_(image)

    @staticmethod
    def _in_main_thread(call: Callable[[], None]) -> None:
        import_module("PyObjCTools.AppHelper").callAfter(call)


class MacTray(PystrayTray):
    """Fulfils ``ports.Tray``. The main thread must be in ``run_blocking``, and the reactor in another."""

    def __init__(self, reactor: Reactor, pictures: Pictures) -> None:
        self._mac_icon = MacIcon("backpressure")
        super().__init__("darwin", self._mac_icon, picture=pictures, post=reactor.post)

    def run_blocking(self) -> None:
        """Run the loop of macOS in the main thread, until ``close``."""
        self._mac_icon.run_blocking()


def _png(pixmaps: Any, wanted: int) -> bytes:
    """The picture nearest to ``wanted`` pixels, as PNG."""
    from PIL import Image

    width, height, argb = min(pixmaps, key=lambda pixmap: (abs(pixmap[0] - wanted), -pixmap[0]))
    alpha, red, green, blue = Image.frombytes("RGBA", (width, height), argb).split()
    file = io.BytesIO()
    Image.merge("RGBA", (red, green, blue, alpha)).save(file, "PNG")
    return file.getvalue()
