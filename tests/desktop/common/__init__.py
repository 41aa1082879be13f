"""Tests of ``tray.desktop.common``."""
