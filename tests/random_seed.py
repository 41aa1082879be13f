"""Throws the dice of the tests of chance: the same each time, and others for each BACKPRESSURE_SEED."""

import os
from random import Random

SEED = int(os.environ.get("BACKPRESSURE_SEED") or 0)
"""0: those that every run throws."""


def dice(name: int | str) -> Random:
    """Dice of their own for whatever ``name`` tells apart."""
    return Random(f"{name} {SEED}") if SEED else Random(name)
