"""How large an icon in an X11 tray is drawn, by what the X resources say."""

from types import SimpleNamespace
from typing import Any

import pytest

from tray.desktop.linux.tray.xembed_picture_and_scale import scale


def display(resources: bytes | None) -> Any:
    """One whose root window has these resources."""
    stored = None if resources is None else SimpleNamespace(value=resources)
    root = SimpleNamespace(get_full_property=lambda *_: stored)
    return SimpleNamespace(screen=lambda: SimpleNamespace(root=root))


@pytest.mark.parametrize(
    ("resources", "scaled"),
    [
        (None, 1.0),
        (b"", 1.0),
        (b"Xft.hinting:\t1\nXft.dpi:\t192\nXft.dpi:\t96\n", 2.0),
        (b"Xft.dpi: 144.0", 1.5),
        (b"Xft.dpi:\t48\n", 1.0),
        (b"Xft.dpi:\t9600\n", 4.0),
        (b"Xft.dpi:\tplenty\n", 1.0),
        (b"Xcursor.size:\t192\n", 1.0),
    ],
)
def test_it_follows_the_dots_per_inch_within_reason(resources: bytes | None, scaled: float) -> None:
    assert scaled == scale(display(resources))
