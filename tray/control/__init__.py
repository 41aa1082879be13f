"""How does the command line reach the running program? Over a socket that only its owner can use."""
