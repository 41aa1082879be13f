"""Tests of ``tray.settings``."""
