"""What the person may change: text in, values out."""
