"""Tests of ``tray.store.journal``."""
