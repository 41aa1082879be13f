"""How the command line reaches the running program: over a socket that only its owner can use."""
