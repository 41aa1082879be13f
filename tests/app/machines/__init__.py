"""Sharing with other machines while the program runs."""
