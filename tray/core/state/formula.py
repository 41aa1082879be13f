"""The numbers with which the law runs now."""

from tray.core.law.equations import course_of
from tray.core.state.state import State, drive
from tray.lib.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Formula:
    """The letters of the law (see ``core.law``) and what they stand for now; every rate is per hour."""

    g: float
    u: float
    """0 outside WORK, where load is ignored."""
    a: float
    K0: float
    s: float
    c0: float
    c1: float
    c2: float
    p0: float
    p1: float
    b: float
    Lmax: float
    n: float
    n0: float
    gen0: float
    gen1: float
    gen2: float
    live: float

    @property
    def speeds(self) -> tuple[float, float, float]:
        """By how many points an hour gen0, gen1 and gen2 change now."""
        return (
            self.g * self.u * self.a * (1.0 - self.gen0 / self.K0) - (self.c0 + self.p0) * self.gen0,
            self.p0 * self.gen0 - (self.c1 + self.p1) * self.gen1,
            self.p1 * self.gen1 + self.b - self.c2 * self.gen2,
        )


def formula(state: State) -> Formula:
    """The law as it runs from ``state`` on."""
    under, law = drive(state), state.law
    course = course_of(under, law)
    strained = state.pools.awake_h >= course.awake_limit_h and not course.gap
    return Formula(
        g=under.gain,
        u=course.alpha / (under.gain * law.allocation),
        a=law.allocation,
        K0=law.capacity,
        s=law.switch,
        c0=course.c0,
        c1=course.c1,
        c2=course.c2,
        p0=course.p0,
        p1=course.p1,
        b=course.beta if strained else 0.0,
        Lmax=law.live_most,
        n=under.unplanned + law.planned_weight * under.planned + under.pressing,
        n0=law.live_scale,
        gen0=state.pools.gen0,
        gen1=state.pools.gen1,
        gen2=state.pools.gen2,
        live=state.live,
    )
