"""A damaged history: what is wrong with it, and what can be saved."""
