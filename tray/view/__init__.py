"""What the person sees and reads: worked out from the state, never remembered."""
