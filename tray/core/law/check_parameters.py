"""Checks the parameters of the law taken together: whether a rest would do a person more good than work."""

from collections.abc import Iterator
from datetime import timedelta

from tray.lib.language.translation import say
from tray.settings.defaults.every_setting import Law


def check_law(law: Law) -> tuple[str, ...]:
    """What is wrong with the parameters taken together, a sentence each; empty when all is well.

    Without these, working would rest a person better than a bad evening, a bad night or a break.
    """
    return tuple(_unrestful(law))


def _unrestful(law: Law) -> Iterator[str]:
    slowed = (1.0 - law.commitments_slow) * law.available_factor
    for regime, factor in (("off", slowed), ("sleep", slowed), ("rest", 1.0), ("restore", 1.0)):
        for pool in ("tau1", "tau2"):
            rest: timedelta = getattr(law, f"{regime}_{pool}")
            work: timedelta = getattr(law, f"work_{pool}")
            if factor / rest.total_seconds() < 1.0 / work.total_seconds():
                yield _sentence(f"{regime}_{pool}", f"work_{pool}", slowed=factor < 1.0)


def _sentence(rest: str, work: str, *, slowed: bool) -> str:
    if not slowed:
        return say(
            "law.{rest} is longer than law.{work}, so work would do you more good than rest; make it shorter",
            rest=rest,
            work=work,
        )
    return say(
        "(1 − law.commitments_slow) × law.available_factor / law.{rest} is less than 1 / law.{work}, so work would do "
        "you more good than time off while kept available; make law.{rest} shorter or law.{work} longer",
        rest=rest,
        work=work,
    )
