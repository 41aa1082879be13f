"""Tests of ``tray.report``."""
