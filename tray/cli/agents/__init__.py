"""The verb `agent`: what one tells of itself, a command that is run as one, and the hooks of coding agents."""
