"""Tests of ``tray.view.tray``."""
