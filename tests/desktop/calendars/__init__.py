"""Calendars of other programs, read as calendar programs read them."""
