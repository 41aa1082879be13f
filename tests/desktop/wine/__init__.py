"""The parts for Windows, in Wine."""
