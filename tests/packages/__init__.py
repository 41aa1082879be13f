"""Builds and tries every way of installing the program: wheel, Debian, and the rest."""
