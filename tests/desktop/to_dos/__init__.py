"""To-do files of other programs, read as their dialects say."""
