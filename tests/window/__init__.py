"""The window, without a screen: what it reads, shows and asks for."""
