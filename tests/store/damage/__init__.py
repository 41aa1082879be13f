"""Tests of ``tray.store.damage``."""
