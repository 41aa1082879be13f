"""What the record says, whether the program runs or not: the present, the past, and what is scanned for warnings."""
