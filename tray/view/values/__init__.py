"""What verbs answer, as values for scripts."""
