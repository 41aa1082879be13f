"""What this machine gives the program, and what needs mending: looked at live, by the parts the program uses."""
