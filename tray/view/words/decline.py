"""The words for whoever asks for something, where there's no room for it."""

from datetime import datetime, tzinfo

from tray.core.day.decline import Room
from tray.core.state.ongoing import Commitment
from tray.lib.language.formats import formats, together
from tray.lib.language.translation import say, say_many
from tray.view.words.names_and_numbers import clock, full_day, own_words


def answer(found: Room, at: datetime, zone: tzinfo) -> str:
    """A few sentences for the person who asks for something new."""
    if not found.waiting:
        first = say("Thank you for asking. I can't take this on today.")
    else:
        first = say_many(
            "Thank you for asking. I can't take this on now: I've promised {count} thing that comes first.",
            "Thank you for asking. I can't take this on now: I've promised {count} things that come first.",
            found.waiting,
        )
    return together((first, _when(found.when, at, zone)))


def giving_back(each: Commitment, found: Room, at: datetime, zone: tzinfo) -> str:
    """The same for the person to whom something was promised."""
    text = own_words(each.text)
    if each.when is not None and each.is_planned(at):
        day = full_day(each.when.astimezone(zone).date(), at.astimezone(zone).date())
        planned = say(
            'About "{text}": I\'ve planned it for {day}, {time}.', text=text, day=day, time=clock(each.when, zone)
        )
        return together((planned, _if_that_is_too_late()))
    if not found.waiting:
        first = say('About "{text}": I won\'t get to it today.', text=text)
    else:
        first = say_many(
            "About \"{text}\": I won't get to it as soon as I'd hoped, since {count} thing comes first.",
            "About \"{text}\": I won't get to it as soon as I'd hoped, since {count} things come first.",
            found.waiting,
            text=text,
        )
    return together((first, _when(found.when, at, zone)))


def handing_over(each: Commitment, found: Room, at: datetime, zone: tzinfo) -> str:
    """The same for the person who may take it over."""
    first = say('Could you take over "{text}"?', text=own_words(each.text))
    if found.when is None:
        return together((first, say("I can't say when I'd get to it.")))
    day = full_day(found.when.astimezone(zone).date(), at.astimezone(zone).date())
    return together((first, say("I wouldn't get to it before {day}.", day=day)))


def _when(when: datetime | None, at: datetime, zone: tzinfo) -> str:
    if when is None:
        return say("I can't say yet when I'd have room, so please don't wait for me.")
    day = full_day(when.astimezone(zone).date(), at.astimezone(zone).date())
    return together(
        (
            say("I could look at it on {day}.", day=day),
            _if_that_is_too_late(),
        )
    )


def _if_that_is_too_late() -> str:
    return say("If that's too late, please ask somebody else, or tell me what it should come before.")


def worked_out(found: Room) -> str:
    """What the day rests on, for the person themselves."""
    if not found.learnt:
        return say_many(
            "Worked out from {count} open to-do, at one a working day: too few have been closed so "
            "far to know your own pace.",
            "Worked out from {count} open to-dos, at one a working day: too few have been closed so "
            "far to know your own pace.",
            found.waiting,
        )
    return say_many(
        "Worked out from {count} open to-do, and the {pace} you close on a working day.",
        "Worked out from {count} open to-dos, and the {pace} you close on a working day.",
        found.waiting,
        pace=formats().number(found.pace, 1),
    )
