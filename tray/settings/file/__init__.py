"""The settings file as text: reading, checking, editing and describing it."""
