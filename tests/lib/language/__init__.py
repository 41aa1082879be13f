"""Tests of what says things in a language: catalogues and their messages."""
