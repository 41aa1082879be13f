"""X servers and Wayland compositors, without ever waiting for them."""
