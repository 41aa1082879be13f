"""Tests of ``tray.core.engine``."""
