"""Tests of ``tray.desktop.macos``."""
