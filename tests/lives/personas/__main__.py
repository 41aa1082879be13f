"""Prints how twelve people fare for a week: ``python -m tests.lives.personas [DAYS] [NAME …]``.

``--said`` prints everything that was said to them too. Exits 1 when a bound was broken, 2 when there is
nobody of that name.
"""

import sys

from tests.lives.personas.living import Life
from tests.lives.personas.people import PEOPLE, lives
from tests.lives.personas.table import HEAD, row


def main(words: list[str]) -> int:
    """Live, print a line for each life as it ends, and then what broke a bound."""
    said = "--said" in words
    words = [each for each in words if each != "--said"]
    days = int(words.pop(0)) if words and words[0].isdigit() else 7
    known = [each.name for each in PEOPLE]
    if unknown := [each for each in words if each not in known]:
        print(f"There is nobody called {', '.join(unknown)}; choose from: {', '.join(known)}.", file=sys.stderr)
        return 2
    broken: list[str] = []
    print(HEAD, flush=True)
    for person, way in lives(tuple(words)):
        life = Life(person, way)
        verdict = life.live(days)
        print(row(person.name, way, verdict), flush=True)
        if said:
            for each in life.judge.pop_ups:
                when = each.when.astimezone(life.machine.clock.zone())
                text = f"{each.notice.title} / {each.notice.body}".replace("\n", " ")
                print(f"    {when:%a %H:%M} {each.slot}{' (asked for)' if each.asked_for else ''}: {text}")
        broken += [f"{person.name}, {way}: {each}" for each in verdict.broken]
    print("\n".join(["", *broken, f"{len(broken)} times a bound was broken."]))
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
