"""Tests of ``tray.desktop.notify``."""
