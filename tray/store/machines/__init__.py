"""The folder that machines of one person share: each writes a part of its own there, and reads those of the others."""
