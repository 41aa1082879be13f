"""Tests of ``tray.view.icon``."""
