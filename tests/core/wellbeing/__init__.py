"""Tests of ``tray.core.wellbeing``."""
