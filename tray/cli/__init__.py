"""The command line: commands, exit codes, printing."""
