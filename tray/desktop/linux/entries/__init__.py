"""Entries of the program among the applications and at login."""
