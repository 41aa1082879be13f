"""Tests of ``tray.desktop``."""
