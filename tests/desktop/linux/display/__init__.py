"""Tests of ``tray.desktop.linux.display``."""
