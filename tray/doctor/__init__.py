"""What does this machine give the program, and what needs mending? Looked at live, by the parts the program uses."""
