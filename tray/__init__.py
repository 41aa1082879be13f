"""Backpressure: the load you carry, as memory pressure in the tray."""

from tray import unhurried

unhurried.leave(*unhurried.LEFT)

__version__ = "0.1.0"
