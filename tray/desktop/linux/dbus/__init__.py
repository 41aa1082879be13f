"""The message bus, without ever waiting for it."""
