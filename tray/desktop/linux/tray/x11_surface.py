"""A small picture that stands above all windows of an X11 desktop, near the pointer."""

from typing import Any

from Xlib import X
from Xlib.display import Display

Box = tuple[int, int, int, int]
"""Left, top, width and height, in pixels from the corner of the screen."""

PAPER, EDGE, INK = "#2b2d31", "#4a4d54", "#eceef2"
_MOST_BYTES = 200_000
"""A request to an X server has a limit; larger pictures are sent in strips."""


class Popup:
    """A window of its own that no window manager touches, showing one picture."""

    def __init__(self, display: Display, picture: Any, *, beside: Box, x: int, events: int = 0) -> None:
        """``picture`` is a ``PIL.Image``; it is shown below or above ``beside``, from ``x`` on, within that monitor."""
        self._display = display
        self._beside = beside
        self._x = x
        self._picture = picture
        root = display.screen().root
        self.window = root.create_window(
            *self._place(),
            *picture.size,
            0,
            display.screen().root_depth,
            X.InputOutput,
            override_redirect=True,
            save_under=True,
            event_mask=events | X.ExposureMask,
        )
        self._gc = self.window.create_gc()
        self.window.map()
        self.window.configure(stack_mode=X.Above)
        self.draw()

    def show(self, picture: Any) -> None:
        """Show another picture, at the same place."""
        before, self._picture = self._picture, picture
        if picture.size != before.size:
            x, y = self._place()
            self.window.configure(x=x, y=y, width=picture.size[0], height=picture.size[1])
        self.draw()

    def draw(self) -> None:
        """Put the picture into the window."""
        width, height = self._picture.size
        rows = max(1, _MOST_BYTES // (width * 4))
        depth = self._display.screen().root_depth
        for top in range(0, height, rows):
            strip = self._picture.crop((0, top, width, min(top + rows, height)))
            self.window.put_image(
                self._gc, 0, top, width, strip.size[1], X.ZPixmap, depth, 0, strip.tobytes("raw", "BGRX")
            )
        self._display.flush()

    def close(self) -> None:
        """Take it away."""
        self._gc.free()
        self.window.destroy()
        self._display.flush()

    def _place(self) -> tuple[int, int]:
        width, height = self._picture.size
        _, top, _, thick = self._beside
        left, upper, across, down = monitor(self._display, self._x, top)
        x = max(left, min(self._x, left + across - width))
        below = top + thick
        if below + height <= upper + down:
            return x, below
        # What is higher than the room above the icon lies over it, whole.
        return x, max(upper, min(top - height, upper + down - height))


def monitor(display: Display, x: int, y: int) -> Box:
    """The monitor that shows a point of the screen."""
    screen = display.screen()
    if display.has_extension("XINERAMA"):
        for part in display.xinerama_query_screens().screens:
            if part.x <= x < part.x + part.width and part.y <= y < part.y + part.height:
                return part.x, part.y, part.width, part.height
    return 0, 0, screen.width_in_pixels, screen.height_in_pixels
