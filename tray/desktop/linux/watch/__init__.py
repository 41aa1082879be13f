"""Files that change, as the kernel tells it."""
