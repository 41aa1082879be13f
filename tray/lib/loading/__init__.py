"""Loads code lightly: kept in one file without what only readers need, or not before somebody uses it."""
