"""The key figures: the few numbers in tiles at the top of the report."""

from tray.lib.language.translation import say
from tray.report.dates_and_numbers import hours, percent
from tray.report.material_and_bounds import Material
from tray.view.words.names_and_numbers import length


def tiles(found: Material) -> tuple[tuple[str, str], ...]:
    """The few numbers at the top, each with its name."""
    total = found.total
    return (
        (say("Worked"), hours(total.worked)),
        (say("Longest stretch"), length(total.longest) if total.longest else "–"),
        (say("Breaks taken"), str(total.taken)),
        (say("Average at work"), percent(total.mean)),
        (say("Highest"), percent(total.peak)),
    )
