"""Tests of ``tray.core.state``."""
