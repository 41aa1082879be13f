"""Small parts that know nothing of this program."""
