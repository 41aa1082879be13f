"""Tests of ``tray.desktop.icon``."""
