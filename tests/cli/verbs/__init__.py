"""Single verbs of the command line, as people and scripts use them."""
