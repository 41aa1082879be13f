"""Tests of ``tray.control``."""
