"""Where on the screen is it? Found by looking, so that no test knows where a panel puts an icon."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageColor
from scipy import ndimage

from tests.desktop.harness.waiting import until

_LOOKS_AT_REST = 4
_LEAST_LINE = 5
_LINE_CONTRAST, _LINE_LENGTH = 4, 0.7

Mask = NDArray[np.bool_]


class Box(NamedTuple):
    """An area of the screen, right and bottom not included."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def centre(self) -> tuple[int, int]:
        """The point in the middle."""
        return (self.left + self.right) // 2, (self.top + self.bottom) // 2

    def within(self, outer: "Box") -> "Box":
        """The same area, when this one was counted from the corner of ``outer``."""
        return Box(*(n + (outer.left, outer.top)[i % 2] for i, n in enumerate(self)))


class Sight(Protocol):
    """Whatever can be looked at."""

    def look(self) -> Image.Image:
        """What it shows now."""


def areas(mask: Mask, gap: int, least: int) -> list[Box]:
    """The areas of at least ``least`` set pixels, the biggest first; those at most ``gap`` apart count as one."""
    joined = ndimage.binary_dilation(mask, np.ones((gap + 1, gap + 1))) if gap else mask
    labels, count = ndimage.label(joined, np.ones((3, 3)))
    labels = np.where(mask, labels, 0)
    sizes = np.bincount(labels.ravel(), minlength=count + 1)
    found = []
    for label, (rows, columns) in enumerate(ndimage.find_objects(labels), 1):
        if sizes[label] >= least:
            found.append((int(sizes[label]), Box(columns.start, rows.start, columns.stop, rows.stop)))
    return [box for _, box in sorted(found, reverse=True)]


def coloured(picture: Image.Image, colour: str, tolerance: int = 40, least: int = 12) -> list[Box]:
    """Areas of about that colour, the biggest first."""
    wanted = Image.new("RGB", picture.size, ImageColor.getrgb(colour)[:3])
    return areas(_difference(picture, wanted) <= tolerance, gap=3, least=least)


def changed(before: Image.Image, after: Image.Image, tolerance: int = 12, gap: int = 8, least: int = 12) -> list[Box]:
    """Areas that differ between two pictures, the biggest first."""
    return areas(_difference(before, after) > tolerance, gap=gap, least=least)


def colours(picture: Image.Image, box: Box, tolerance: int = 24) -> list[tuple[float, tuple[int, int, int]]]:
    """What an area is coloured with: shares of its pixels and their colours, the biggest share first."""
    pixels = np.asarray(picture.convert("RGB").crop(box)).reshape(-1, 3).astype(int)
    left, shares = pixels, []
    while len(left):
        values, counts = np.unique(left, axis=0, return_counts=True)
        top = values[counts.argmax()]
        near = np.abs(left - top).max(axis=1) <= tolerance
        shares.append((float(near.sum()) / len(pixels), (int(top[0]), int(top[1]), int(top[2]))))
        left = left[~near]
    return sorted(shares, reverse=True)


def share(picture: Image.Image, box: Box, colour: str, tolerance: int = 40) -> float:
    """How much of an area is of about that colour, from 0 to 1."""
    crop = picture.crop(box)
    return float((_difference(crop, Image.new("RGB", crop.size, colour)) <= tolerance).mean())


def rows(picture: Image.Image, box: Box, contrast: int = 40) -> list[Box]:
    """The lines of text in an area, from the top: the rows of a menu, say. Lines across are none."""
    ink, place = _ink(picture, box, contrast)
    return [_context(ink, top, bottom).within(place) for top, bottom in _lines(ink)]


def lines_across(picture: Image.Image, box: Box, rows: Sequence[Box]) -> list[int]:
    """Which rows of text in an area have a line above them that is drawn from side to side."""
    grey = np.asarray(picture.convert("L")).astype(int)
    found = []
    for number, (above, below) in enumerate(pairwise(rows), 1):
        between = grey[above.bottom : below.top, box.left : box.right]
        paper = np.bincount(between.ravel()).argmax()
        if ((np.abs(between - paper) > _LINE_CONTRAST).mean(axis=1) > _LINE_LENGTH).any():
            found.append(number)
    return found


def buttons(picture: Image.Image, box: Box, count: int, contrast: int = 60) -> list[Box]:
    """The labels of the ``count`` buttons that stand in a row at the bottom of a notification, from the left.

    The widest gaps between what is written in that row are those between buttons.
    """
    ink, place = _ink(picture, box, contrast)
    top, bottom = _lines(ink)[-1]
    runs = _runs(np.asarray(ink[top:bottom].any(axis=0)), join=0)
    gaps = sorted(range(1, len(runs)), key=lambda i: runs[i][0] - runs[i - 1][1], reverse=True)[: count - 1]
    cuts = [0, *sorted(gaps), len(runs)]
    return [Box(runs[a][0], top, runs[b - 1][1], bottom).within(place) for a, b in pairwise(cuts)]


def settled(sight: Sight) -> Image.Image:
    """Wait until the screen has stopped changing for some looks, and return what it shows."""
    last, same = sight.look(), 0

    def look() -> Image.Image | None:
        nonlocal last, same
        before, last = last, sight.look()
        same = same + 1 if before.tobytes() == last.tobytes() else 0
        return last if same == _LOOKS_AT_REST else None

    return until(look, "the screen to come to rest")


def appeared(sight: Sight, before: Image.Image, fits: Callable[[Box], bool], beside: Box | None = None) -> Box:
    """Wait until an area that ``fits`` differs from ``before`` and has come to rest; where it is.

    What changes in the area ``beside`` is overlooked.
    """

    def new(now: Image.Image) -> list[Box]:
        if beside is not None:
            now = now.copy()
            now.paste(before.crop(beside), beside)
        return [box for box in changed(before, now) if fits(box)]

    until(lambda: new(sight.look()), "something new on the screen")
    found = new(settled(sight))
    assert found, "what was new on the screen has gone again"
    return found[0]


def _difference(one: Image.Image, other: Image.Image) -> NDArray[np.uint8]:
    """By how much each pixel differs, in the channel in which it does most."""
    channels: NDArray[np.uint8] = np.asarray(ImageChops.difference(one.convert("RGB"), other.convert("RGB")))
    return np.asarray(channels.max(axis=2))


def _ink(picture: Image.Image, box: Box, contrast: int) -> tuple[Mask, Box]:
    """Which pixels of an area's main surface are written on, and where that surface is."""
    grey = np.asarray(picture.convert("L").crop(box)).astype(int)
    paper = np.bincount(grey.ravel()).argmax()
    blank = np.asarray(np.abs(grey - paper) <= 4)
    top, bottom = _extent(blank.sum(axis=1))
    left, right = _extent(blank[top:bottom].sum(axis=0))
    surface = Box(left, top, right, bottom)
    return np.abs(grey[top:bottom, left:right] - paper) > contrast, surface.within(box)


def _extent(counts: NDArray[np.int_]) -> tuple[int, int]:
    """From the first to the last line with much of the paper: without an icon or a pointer that sticks out."""
    full = np.flatnonzero(counts >= 0.3 * counts.max())
    return int(full[0]), int(full[-1]) + 1


def _lines(ink: Mask) -> list[tuple[int, int]]:
    """Top and bottom of each line that is written and not drawn from side to side."""
    across = ink.sum(axis=1)
    written = np.asarray((across > 0) & (across < 0.8 * ink.shape[1]))
    return [(top, bottom) for top, bottom in _runs(written, join=3) if bottom - top >= _LEAST_LINE]


def _context(ink: Mask, top: int, bottom: int) -> Box:
    columns = np.flatnonzero(ink[top:bottom].any(axis=0))
    return Box(int(columns[0]), top, int(columns[-1]) + 1, bottom)


def _runs(line: Mask, join: int) -> list[tuple[int, int]]:
    """Where unbroken runs begin and end; those at most ``join`` apart count as one."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], line.astype(int), [0]))))
    runs: list[tuple[int, int]] = []
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if runs and start - runs[-1][1] <= join:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return runs
