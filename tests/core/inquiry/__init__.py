"""Tests of ``tray.core.inquiry``."""
