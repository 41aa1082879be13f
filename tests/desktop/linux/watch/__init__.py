"""Tests of ``tray.desktop.linux.watch``."""
