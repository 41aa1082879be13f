"""Tests of ``tray.core``."""
