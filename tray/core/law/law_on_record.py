"""Reads and writes the parameters of the law as a fact carries them, and knows what older records did without."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

from tray.settings.defaults.every_setting import Law

ANSWERS = "answers"
"""The parameter that says how answers are understood; without it by the gain filter of before (``gain_filter``)."""
ANSWER_MODEL = 2.0
_NONE_BEFORE = {"short_time_off": 0.0, "heavy_week": 0.0, "agent_weight": 0.0, "deadline_weight": 0.0}
"""Parameters that older records know nothing of, and what the law did without them."""
BEFORE = Law(short_time_off=0.0, heavy_week=0.0, agent_weight=0.0, deadline_weight=0.0)
"""The law of a record that says nothing of any."""
_LAWS_KEPT = 16
_known: dict[frozenset[tuple[str, float]], Law] = {}


def law_of(values: Mapping[str, float]) -> Law:
    """The law whose parameters a fact carries; a parameter it does not know has its default.

    Equal parameters give the very same law. What is known by the identity of a law, in `rates`, then is not worked out,
    and kept, once more each time that the record is read again, which an open panel has done three times a minute.
    """
    parameters = frozenset(values.items())
    known = _known.get(parameters)
    if known is None:
        if len(_known) >= _LAWS_KEPT:
            _known.clear()
        _known[parameters] = known = _law_of(values)
    return known


def _law_of(values: Mapping[str, float]) -> Law:
    default = Law()
    values = {**_NONE_BEFORE, **values}
    known: dict[str, Any] = {
        field.name: timedelta(seconds=values[field.name])
        if isinstance(getattr(default, field.name), timedelta)
        else values[field.name]
        for field in fields(Law)
        if field.name in values and field.name != "edition"
    }
    return replace(default, **known, edition=int(values.get("edition", 1)))


def values_of(law: Law, hysteresis: float) -> dict[str, float]:
    """The inverse of ``law_of``, for the fact."""
    named = {field.name: getattr(law, field.name) for field in fields(Law)}
    seconds = {name: v.total_seconds() if isinstance(v, timedelta) else float(v) for name, v in named.items()}
    return {**seconds, "hysteresis": float(hysteresis), ANSWERS: ANSWER_MODEL}
