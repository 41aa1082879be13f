"""Tests of ``tray.desktop.hooks``."""
