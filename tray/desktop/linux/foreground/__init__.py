"""Which window is in front, and whether it fills the screen."""
