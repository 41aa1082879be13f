"""Tests of ``tray.view``."""
