"""Folds the whole record anew, and compares it with what was kept of it."""

from contextlib import closing
from typing import TextIO

from tray.cli.parse import Line
from tray.cli.terminal import print_json
from tray.history.replay import Replayed
from tray.history.replay import replay as fold_anew
from tray.lib.language.translation import say, say_many
from tray.ports import Store

PROVEN, NOT_PROVEN = 0, 1


def replay(line: Line, out: TextIO, store: Store | None = None) -> int:
    """Fold the whole record anew, beside a running program too; ``store`` stands in for the history.

    Raises StoreError when the history cannot be read.
    """
    found = fold_anew(store) if store else _of_history()
    if "--json" in line:
        print_json(_values(found), out)
    else:
        print(_text(found), file=out)
    return PROVEN if found.proven else NOT_PROVEN


def _of_history() -> Replayed:
    from tray.store.files.places import Places
    from tray.store.opening import look_into

    with closing(look_into(Places().history)) as store:
        return fold_anew(store)


def _text(found: Replayed) -> str:
    if not found.facts:
        return say("Nothing is on record yet.")
    lines = [say_many("Worked out anew from {count} record.", "Worked out anew from {count} records.", found.facts)]
    if found.equal:
        lines.append(
            say_many(
                "{count} snapshot is exactly what the records before it say.",
                "{count} snapshots are exactly what the records before them say.",
                found.equal,
            )
        )
    if found.passed_over:
        lines.append(
            say_many(
                "{count} snapshot comes from another version and isn't used.",
                "{count} snapshots come from another version and aren't used.",
                found.passed_over,
            )
        )
    lines += [
        say("The snapshot of {time} UTC doesn't match the records.", time=f"{at:%Y-%m-%d %H:%M:%S}")
        for at, _, _ in found.unequal
    ]
    if (found.equal or found.unequal) and found.same_end:
        lines.append(say("Continuing from the latest snapshot gives exactly the same state."))
    elif found.equal or found.unequal:
        lines.append(say("Continuing from the latest snapshot gives a different state."))
    if not found.proven:
        lines.append(say("What is shown may be wrong. Please report this. The records themselves are intact."))
    return "\n".join(lines)


def _values(found: Replayed) -> dict[str, object]:
    return {
        "version": 1,
        "facts": found.facts,
        "snapshots": {"equal": found.equal, "unequal": len(found.unequal), "of_another_version": found.passed_over},
        "same_end": found.same_end,
        "proven": found.proven,
    }
