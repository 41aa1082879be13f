"""Tests of ``tray.desktop.linux.tray``."""
