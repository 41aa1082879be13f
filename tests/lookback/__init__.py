"""Tests of looking back: history, the report."""
