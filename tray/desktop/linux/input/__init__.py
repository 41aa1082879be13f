"""When there is input, on each kind of Linux desktop."""
