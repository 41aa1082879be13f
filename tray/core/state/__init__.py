"""The state, and what each fact changes in it: ``state = fold(facts)``."""
