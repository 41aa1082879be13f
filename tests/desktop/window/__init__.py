"""The window on real desktops: real clicks, keys, pictures and a screen reader."""
