"""Tests of ``tray.core.day``."""
