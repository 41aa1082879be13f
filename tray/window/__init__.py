"""The window: a process of its own, started when there is something to show and ended after, which knows nothing."""
