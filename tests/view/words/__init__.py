"""Tests of ``tray.view.words``."""
