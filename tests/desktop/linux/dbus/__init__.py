"""Tests of ``tray.desktop.linux.dbus``."""
