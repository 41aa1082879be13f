"""One step: an event in, facts and effects out; and when to look again."""
