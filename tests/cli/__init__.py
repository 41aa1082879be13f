"""Tests of ``tray.cli``."""
