"""Tests of ``tray.desktop.linux.notify``."""
