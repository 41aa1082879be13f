"""The paragraphs and headings of the page, which stand on every one; its template has no words."""

from datetime import datetime
from typing import Any

from tray import __version__
from tray.lib.language.translation import say
from tray.report.dates_and_numbers import clock, dated, direction, language, title, together
from tray.report.material_and_bounds import Material
from tray.view.words.names_and_numbers import length


def words(found: Material) -> dict[str, Any]:
    """What the template puts in by name."""
    return {
        "language": language(),
        "direction": direction(),
        "window": say("{period} – Backpressure", period=title(found)),
        "skip": say("To the report"),
        "short": say("In short"),
        "numbers": say("All numbers"),
        "warnings": say("Warnings and incidents"),
        "insights": say("What goes with what in your record"),
        "insights_foot": say("From the last twelve weeks. Neither has to be the cause of the other."),
        "no_warnings": say("There were no early warnings in this period."),
        "no_incidents": say("The pressure never reached 100%."),
        "about": say("What this number is, and what it isn't"),
        "paragraphs": _about(found),
        "made": say("Made {when} by Backpressure {version}.", when=_made(found.now, found), version=__version__),
    }


def _about(found: Material) -> tuple[str, ...]:
    """How far the number can be trusted, in paragraphs."""
    return (
        say(
            "Backpressure works out the pressure from when this computer was used, from what you told it, and from a "
            "model whose every parameter is in your settings. It only sees load and rest at this computer: it doesn't "
            "know what you did elsewhere, and a green number isn't permission to go on."
        ),
        say(
            "The rates are conventions, chosen so that ordinary days look sensible; they don't measure you. What holds "
            "for groups of people needn't hold for one person, and your answers move the number slowly and within "
            "bounds. Backpressure isn't a medical device and makes no diagnosis. Long hours mostly come from how work "
            "is organised, not from the person who does it."
        ),
        together(
            say(
                "A break is due after {length} of work without one, as your settings say.",
                length=length(found.context.settings.breaks.after),
            ),
            say("Whatever ends a stretch counts as a break taken."),
            say("Everything on this page stays on this machine: it was made without the network and loads nothing."),
        ),
    )


def period_title(found: Material) -> str:
    """Stands over the plots of the period."""
    match found.kind:
        case "day":
            return say("The day")
        case "week":
            return say("The week")
        case "month":
            return say("The month")
        case _:
            return say("The year")


def sources_title() -> str:
    """Stands over the plots of sessions and points."""
    return say("Where it comes from")


def _made(at: datetime, found: Material) -> str:
    day = dated(at.astimezone(found.context.zone).date())
    return say("{day} {clock}", day=day, clock=clock(at, found))
