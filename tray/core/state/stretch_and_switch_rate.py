"""What makes a stretch of work: which rest ends it, when it has a rate of switching, what is told once in each."""

from datetime import timedelta

REST_COUNTS = timedelta(minutes=3)
"""A rest shorter than this frees what it frees, and the stretch goes on."""
SWITCHES_FROM = timedelta(minutes=15)
"""A stretch that is shorter has no rate of switching yet."""
PER_STRETCH = ("stretch", "switches")
"""These limits are told once a stretch; the others once a day."""
