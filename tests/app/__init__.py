"""Tests of ``tray.app``."""
