"""Tests of ``tray.desktop.linux.session``."""
