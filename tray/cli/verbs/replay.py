"""Folds the whole record anew, and compares it with what was kept of it."""

from contextlib import closing
from typing import TextIO

from tray.cli.parse import Line
from tray.cli.terminal import print_json
from tray.history.replay import Replayed
from tray.history.replay import replay as fold_anew
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
        return "Nothing is on record yet."
    lines = [f"{found.facts:,} facts folded anew."]
    if found.equal:
        lines.append(f"{_snapshots(found.equal)} bit for bit what the facts before say.")
    if found.passed_over:
        lines.append(f"{_snapshots(found.passed_over)} of another version, and not used.")
    lines += [f"The snapshot of {at:%Y-%m-%d %H:%M:%S} UTC is not what the facts say." for at, _, _ in found.unequal]
    if found.equal or found.unequal:
        end = "in the same state, bit for bit" if found.same_end else "in another state"
        lines.append(f"Going on from the latest snapshot ends {end}.")
    if not found.proven:
        lines.append("What is shown may be wrong. Please report this; the facts themselves are whole.")
    return "\n".join(lines)


def _snapshots(count: int) -> str:
    return "1 snapshot is" if count == 1 else f"{count} snapshots are"


def _values(found: Replayed) -> dict[str, object]:
    return {
        "version": 1,
        "facts": found.facts,
        "snapshots": {"equal": found.equal, "unequal": len(found.unequal), "of_another_version": found.passed_over},
        "same_end": found.same_end,
        "proven": found.proven,
    }
