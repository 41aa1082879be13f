"""How much is left of points put into the pools, once the law has run over them.

The law is linear in what it holds: points fade each on their own, whatever else lies beside them. A time under one
drive is one triangle of six shares, and times that follow each other are one such triangle again.
"""

from math import expm1

from tray.core.law.equations import convolution, course_of, hours_in
from tray.core.law.values import Drive, Pools
from tray.lib.frozen import NamedTuple
from tray.settings.defaults.every_setting import Law

Points = tuple[float, float, float]
"""In gen0, gen1 and gen2."""


class Left(NamedTuple):
    """The share of a point in one pool that lies in another afterwards; what is missing to 1 was freed."""

    stay0: float = 1.0
    stay1: float = 1.0
    stay2: float = 1.0
    from0to1: float = 0.0
    from1to2: float = 0.0
    from0to2: float = 0.0

    def of(self, points: Points) -> Points:
        """What is left of ``points``, and where."""
        gen0, gen1, gen2 = points
        return (
            self.stay0 * gen0,
            self.stay1 * gen1 + self.from0to1 * gen0,
            self.stay2 * gen2 + self.from1to2 * gen1 + self.from0to2 * gen0,
        )

    def after(self, earlier: "Left") -> "Left":
        """What is left after an earlier time and then this one."""
        return Left(
            self.stay0 * earlier.stay0,
            self.stay1 * earlier.stay1,
            self.stay2 * earlier.stay2,
            self.from0to1 * earlier.stay0 + self.stay1 * earlier.from0to1,
            self.from1to2 * earlier.stay1 + self.stay2 * earlier.from1to2,
            self.from0to2 * earlier.stay0 + self.from1to2 * earlier.from0to1 + self.stay2 * earlier.from0to2,
        )


ALL = Left()
"""No time has passed."""
GEN2_REPLACED = Left(stay2=0.0)
"""The person said how the last weeks were; what stood there before counts no more."""


def fading(drive: Drive, seconds: float, law: Law) -> Left:
    """What is left after ``seconds`` of ``drive``, in shares. ValueError as for ``law.advance``.

    A full eden takes in less, but takes nothing away from what it holds: so λ0 is c0 + p0 here, and what is put in
    and not left was freed.
    """
    hours = hours_in(seconds)
    course = course_of(drive, law)
    rates = (course.c0 + course.p0, course.l1, course.l2)
    stay0, stay1, stay2 = (1.0 + expm1(-rate * hours) for rate in rates)
    return Left(
        stay0,
        stay1,
        stay2,
        course.p0 * convolution(rates[:2], hours),
        course.p1 * convolution(rates[1:], hours),
        course.p01 * convolution(rates, hours),
    )


def points_of(pools: Pools) -> Points:
    """What the pools hold."""
    return pools[0], pools[1], pools[2]
