"""What serves on every system."""
