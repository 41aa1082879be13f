"""Tests of ``tray.store.files``."""
