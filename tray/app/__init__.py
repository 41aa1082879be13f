"""The running program: the loop, the one place that waits, and what it does at each request."""
