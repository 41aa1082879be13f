"""How large a settings file may be, how many entries it may have, and how short or long what stands in it may be."""

from datetime import timedelta

LARGEST = 256 * 1024
"""Bytes of a settings file, at most."""
DEEPEST = 32
"""Brackets and braces within each other, at most."""
LONGEST_KEY = 64
"""Parts of a dotted key, at most."""
MOST_ENTRIES = 50
"""Hooks, and kinds of break, at most."""
MOST_RHYTHMS = 5
"""Kinds of break with an interval of their own, at most."""
LONGEST_NAME = 40
"""Letters in the name of a hook or of a kind of break, at most."""
SHORTEST_BREAK = timedelta(seconds=10)
"""A break with a length of its own, at least."""
OFTENEST_BREAK = timedelta(minutes=1)
"""The interval of a kind of break, at least."""
SHORTEST_STRETCH = timedelta(minutes=10)
"""The work after which a break is due, and a limit for a stretch, at least."""
