"""The rules. No clock, file, thread, screen or third-party import lives below this folder."""
