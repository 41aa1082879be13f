"""Twelve people, each for a week, and judges of two promises: nobody misses a break, nobody is disturbed."""
