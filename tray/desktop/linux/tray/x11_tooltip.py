"""The tooltip beside an icon in an X11 panel: when it comes, and its picture."""

from datetime import timedelta
from typing import Any

AFTER = timedelta(milliseconds=600)
"""So long the pointer stays on the icon before it comes."""
_LETTERS = 56
"""In a line at most."""


def tooltip(words: str, scale: float) -> Any:
    """A ``PIL.Image`` of some words; what draws is loaded for the first one."""
    import textwrap

    from PIL import Image, ImageDraw

    from tray.desktop.linux.tray.x11_surface import EDGE, INK, PAPER
    from tray.desktop.linux.tray.x11_text import text_of

    text = text_of(scale)
    lines = textwrap.wrap(words, _LETTERS) or [" "]
    margin, height = round(8 * scale), round(18 * scale)
    size = (max(text.length(line) for line in lines) + 2 * margin, height * len(lines) + 2 * margin)
    picture = Image.new("RGB", size, PAPER)
    ImageDraw.Draw(picture).rectangle((0, 0, size[0] - 1, size[1] - 1), outline=EDGE)
    for number, line in enumerate(lines):
        text.draw(picture, margin, margin + height * number + height // 2, line, INK)
    return picture
