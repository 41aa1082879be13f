"""Tests of ``tray.history``."""
