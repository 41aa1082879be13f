"""Tests of how code is loaded lightly."""
