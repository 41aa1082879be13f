"""Tests of ``tray.desktop.linux.attention``."""
