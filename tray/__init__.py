"""Backpressure: the load you carry, as memory pressure in the tray."""

from tray.lib.loading import lazy_import

lazy_import.leave(*lazy_import.LEFT)

__version__ = "0.2.0"
