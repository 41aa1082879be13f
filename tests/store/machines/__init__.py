"""The folder that several machines share."""
