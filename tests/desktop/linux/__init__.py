"""Tests of ``tray.desktop.linux``."""
