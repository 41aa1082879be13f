"""Breaks on the screen, at real desktops with two monitors."""
