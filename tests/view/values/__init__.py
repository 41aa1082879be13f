"""Tests of ``tray.view.values``."""
