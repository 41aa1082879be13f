"""Tests of ``tray.core.law``."""
