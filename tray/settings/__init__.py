"""What the user may change: text in, values out."""
