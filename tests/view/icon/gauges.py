"""The gauges that there are to look at and to test."""

from collections.abc import Iterator

from tray.core.law.levels_and_gauge_steps import Level
from tray.view.tray.face import STEPS, Gauge, Mark

_BEGINS = ((19, Level.CRITICAL), (16, Level.RED), (12, Level.ORANGE), (8, Level.YELLOW), (0, Level.GREEN))
"""The first step of each level, with the default settings."""

MARKS = tuple(mark for mark in Mark if mark is not Mark.NONE)


def usual(step: int, mark: Mark = Mark.NONE, number: int | None = None) -> Gauge:
    """The gauge at a step, in the level that it has with the default settings."""
    return Gauge(step, next(level for begin, level in _BEGINS if step >= begin), mark, number)


def steps() -> Iterator[Gauge]:
    """From empty to full."""
    yield from (usual(step) for step in range(STEPS + 1))


def marked() -> Iterator[Gauge]:
    """Each mark on a chip that is almost empty, half full and almost full."""
    yield from (usual(step, mark) for mark in MARKS for step in (3, 10, 17))


def numbered() -> Iterator[Gauge]:
    """Numbers of one, two and three digits, all digits among them."""
    yield from (
        usual(min(STEPS, number // 5), number=number) for number in (0, 7, 11, 24, 43, 58, 66, 89, 90, 97, 100, 128)
    )


def all_kinds() -> Iterator[Gauge]:
    """What can be shown at the default bands, with few repetitions."""
    yield from steps()
    yield from marked()
    yield from numbered()
