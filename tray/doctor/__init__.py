"""What this machine gives the program, and what needs fixing: looked at live, by the parts the program uses."""
