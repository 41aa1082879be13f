"""The load of the work, u: from the clock's label, the kind of session, and time past its estimate."""

from datetime import timedelta

from tray.settings.defaults.every_setting import Law

STEPS = (1.0, 1.5, 2.0)
"""The shares of an estimate from which time costs more."""


def kind_load(kind: str, law: Law) -> float:
    """Load of light, normal or pressed work."""
    return {"light": law.light, "pressed": law.pressed}.get(kind, 1.0)


def overrun_load(worked: timedelta, estimate: timedelta | None, law: Law) -> float:
    """Factor for having worked so long on what was estimated."""
    if not estimate:
        return 1.0
    share = worked / estimate
    if share >= STEPS[2]:
        return law.over_200
    if share >= STEPS[1]:
        return law.over_150
    return law.over_100 if share >= STEPS[0] else 1.0


def until_next_step(worked: timedelta, estimate: timedelta) -> timedelta | None:
    """How much more work brings the next step past the estimate; None when there is none."""
    return next((estimate * step - worked for step in STEPS if worked < estimate * step), None)
