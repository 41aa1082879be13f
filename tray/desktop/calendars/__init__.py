"""Calendar files of other programs: which entries a time has, read in a process that ends."""
