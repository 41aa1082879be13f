"""Simulated lives of one person at two or three machines that share a folder: each life follows from one seed."""
