"""The icon in the menu bar of macOS, by pystray's backend, mended from outside.

As it comes, it lets any thread touch what only the main thread may touch, which ends the program, and its picture is
blurred on a fine screen and may be drawn without colours.
"""

import io
from collections.abc import Callable
from importlib import import_module
from typing import Any

from tray.desktop.icon.pystray_import import Icon
from tray.desktop.icon.tray import Pictures, PystrayTray
from tray.desktop.macos.main_thread import in_main_thread
from tray.ports import Reactor

GIVES = {
    "icon": {"macos": ""},
    "menu": {"macos": ""},
    "left click": {"macos": "opens the menu"},
}
"""On which desktops, and within which limits; the manual's table is made from it."""

_FINE = 2
"""Pixels to a point on the screens of today's Macs."""


class MacIcon(Icon):  # type: ignore[misc]  # pystray has no types
    """An icon as pystray knows it, except that ``icon`` is a sequence of pixmaps and any thread may change it."""

    def run_detached(self, setup: Callable[[Any], None] = lambda _icon: None) -> None:
        """Show it as soon as the main thread serves macOS."""
        in_main_thread(lambda: self._begin(setup))

    def stop(self) -> None:
        """Take the icon away. To be called in the main thread, which need not serve macOS any more."""
        self.visible = False
        self._status_bar.removeStatusItem_(self._status_item)

    def _begin(self, setup: Callable[[Any], None]) -> None:
        # pystray's other way, a loop of its own, would answer Ctrl-C by ending the process on the spot.
        super().run_detached(setup)
        self.visible = True

    def _update_icon(self) -> None:
        in_main_thread(super()._update_icon)

    def _update_title(self) -> None:
        in_main_thread(super()._update_title)

    def _update_menu(self) -> None:
        in_main_thread(super()._update_menu)

    def _assert_image(self) -> None:
        appkit, foundation = import_module("AppKit"), import_module("Foundation")
        points = int(self._status_bar.thickness())
        data = _png(self.icon, points * _FINE)
        image = appkit.NSImage.alloc().initWithData_(foundation.NSData.dataWithBytes_length_(data, len(data)))
        image.setSize_((points, points))
        image.setTemplate_(False)  # a template is drawn in one colour
        self._icon_image = image
        self._status_item.button().setImage_(image)


def mac_tray(reactor: Reactor, pictures: Pictures) -> PystrayTray:
    """The tray of macOS; to be made in the main thread."""
    return PystrayTray("darwin", MacIcon("backpressure"), picture=pictures, post=reactor.post)


def _png(pixmaps: Any, wanted: int) -> bytes:
    """The picture nearest to ``wanted`` pixels, as PNG."""
    from PIL import Image

    width, height, argb = min(pixmaps, key=lambda pixmap: (abs(pixmap[0] - wanted), -pixmap[0]))
    alpha, red, green, blue = Image.frombytes("RGBA", (width, height), argb).split()
    file = io.BytesIO()
    Image.merge("RGBA", (red, green, blue, alpha)).save(file, "PNG")
    return file.getvalue()
