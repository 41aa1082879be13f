"""Private files and their places: settings, log, lock, and what is kept beside the history."""
