"""The day and its bounds: limits, estimates of sessions, and the graceful end."""
