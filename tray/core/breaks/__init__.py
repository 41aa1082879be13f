"""When a break is due, whether to say so now, how long it must be, and of which kind."""
