"""Backpressure: the load you carry, as memory pressure in the tray."""

__version__ = "0.1.0"
