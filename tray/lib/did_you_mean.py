"""Guesses which known word somebody meant."""

from collections.abc import Iterable

_LONGEST = 64


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The one of the known words that somebody who wrote ``word`` most likely meant; None where none is near."""
    # Nobody misspells a word by that much, and comparing takes time that grows with the square of the length.
    if len(word) > _LONGEST:
        return None
    from difflib import get_close_matches  # 2 ms, and only ever needed after a mistake

    found = get_close_matches(word.lower(), tuple(known), n=1, cutoff=0.6)
    return found[0] if found else None
