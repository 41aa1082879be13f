"""The icon and its menu through pystray, the same on every system."""
