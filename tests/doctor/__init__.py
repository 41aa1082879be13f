"""Tests of ``tray.doctor``."""
