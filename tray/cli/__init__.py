"""The command line: the table of verbs, how they are parsed, and what helps to type them."""
