"""The world: the tray, notifications, input, sessions. Errors from outside become DesktopError."""
