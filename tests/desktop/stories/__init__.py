"""Days in the life of the whole program on real desktops."""
