"""How does a picture with transparent parts look on top of a panel?

Blended here, over what the panel has drawn: an X window inside a panel cannot be seen through.
"""

from collections.abc import Sequence

Pixmap = tuple[int, int, bytes]
"""Width, height and ARGB32 in network byte order, not premultiplied."""


def fitting(pixmaps: Sequence[Pixmap], size: int) -> Pixmap:
    """The largest picture that fits into a square of ``size``; pixels are left out of the smallest when none does."""
    by_size = sorted(pixmaps, key=lambda pixmap: pixmap[0])
    fits = [pixmap for pixmap in by_size if max(pixmap[:2]) <= size]
    return fits[-1] if fits else _thinned(by_size[0], size)


def blended(pixmap: Pixmap, background: bytes, width: int, height: int) -> bytes:
    """``background`` (width × height pixels: blue, green, red, alpha or nothing) with ``pixmap`` in its middle."""
    columns, rows, picture = pixmap
    left, top = (width - columns) // 2, (height - rows) // 2
    result = bytearray(background)
    for row in range(rows):
        to = ((top + row) * width + left) * 4
        for source in range(row * columns * 4, (row + 1) * columns * 4, 4):
            alpha, red, green, blue = picture[source : source + 4]
            if alpha == 255:
                result[to : to + 4] = bytes((blue, green, red, 255))
            elif alpha:
                rest = 255 - alpha
                result[to] = (blue * alpha + result[to] * rest) // 255
                result[to + 1] = (green * alpha + result[to + 1] * rest) // 255
                result[to + 2] = (red * alpha + result[to + 2] * rest) // 255
                result[to + 3] = alpha + result[to + 3] * rest // 255
            to += 4
    return bytes(result)


def _thinned(pixmap: Pixmap, size: int) -> Pixmap:
    width, height, data = pixmap
    places = (
        (row * height // size * width + column * width // size) * 4 for row in range(size) for column in range(size)
    )
    return size, size, b"".join(data[place : place + 4] for place in places)
