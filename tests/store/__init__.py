"""Tests of ``tray.store``."""
