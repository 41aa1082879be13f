"""Sharing with other machines of the same person while the program runs. Nothing of it is loaded without a folder."""
