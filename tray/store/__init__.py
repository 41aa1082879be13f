"""What lasts: the journal of facts, private files, the log, and where they all lie."""
