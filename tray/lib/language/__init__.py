"""Finds out in which language a person reads, and says messages, times, numbers and lists in it."""
