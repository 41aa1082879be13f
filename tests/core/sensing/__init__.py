"""Tests of ``tray.core.sensing``."""
