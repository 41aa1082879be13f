"""Tests of ``tray.desktop.windows``."""
