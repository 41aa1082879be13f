"""Tests: rules in plain words, each with a small story. See README.md."""
