"""Tests of ``tray.view.terminal``."""
