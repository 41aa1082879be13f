"""The history: facts in SQLite, on disk before anything is acknowledged."""
