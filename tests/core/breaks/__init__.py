"""Tests of ``tray.core.breaks``."""
