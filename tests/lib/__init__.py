"""Tests of ``tray.lib``."""
