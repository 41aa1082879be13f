"""What travels: commands and events that come in, facts that are recorded, effects that are wanted once."""
