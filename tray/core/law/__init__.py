"""The law behind the number: how the pools of pressure fill and empty. README.md has its formulas and sources."""
