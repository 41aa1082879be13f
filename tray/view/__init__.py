"""What the user sees: worked out, not remembered."""
