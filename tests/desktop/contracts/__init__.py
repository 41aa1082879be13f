"""What every adapter of a kind promises, tried on real ones and on stand-ins."""
