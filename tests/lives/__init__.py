"""Simulated lives of weeks, with everything that can go wrong, and judges that watch."""
