"""Tests of `backpressure agent`: what is told, the wrapper, and the hooks of coding agents."""
