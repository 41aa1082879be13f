"""Tests of ``tray.desktop.linux.input``."""
