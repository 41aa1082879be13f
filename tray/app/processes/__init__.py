"""The processes that the running program starts: hooks, the window, the report and other short ones."""
