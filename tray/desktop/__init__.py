"""The world: the tray, notifications, input, sessions. One thing per module; foreign errors become DesktopError."""
