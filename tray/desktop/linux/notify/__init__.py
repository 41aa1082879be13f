"""Notifications over org.freedesktop.Notifications."""
