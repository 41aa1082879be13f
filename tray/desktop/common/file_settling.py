"""How long a file that is being saved is left alone, before it's read anew or taken as gone."""

from datetime import timedelta

SETTLED = timedelta(milliseconds=150)
"""An editor that writes in several steps has finished by then."""
GONE = timedelta(milliseconds=1200)
"""Some editors and sync programs remove a file before they write it anew; only one that stays away is gone."""
MOST_PUT_OFF = 5
"""Somebody who writes on and on is heard all the same, after so many times of waiting."""
