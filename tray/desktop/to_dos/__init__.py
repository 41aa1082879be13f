"""To-do files of other programs: each dialect by its own rules, read in a process that ends."""
