"""What verbs answer, as text for people and for status bars."""
