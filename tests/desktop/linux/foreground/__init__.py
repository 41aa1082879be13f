"""Tests of ``tray.desktop.linux.foreground``."""
