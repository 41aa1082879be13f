"""Tests of ``tray.desktop.linux.entries``."""
