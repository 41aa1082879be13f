"""The processes that the running program starts."""
