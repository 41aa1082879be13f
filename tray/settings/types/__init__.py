"""The types of values that a setting can have, and how each refuses a wrong one."""
