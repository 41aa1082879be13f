"""Every setting, declared once: default, range, one sentence."""

from datetime import time, timedelta

from tray.lib.frozen import dataclass
from tray.settings.catalogue.law import Law as Law
from tray.settings.types.setting import (
    break_times,
    choice,
    choices,
    command,
    count,
    dates,
    duration,
    durations,
    entries,
    flag,
    hours_of_a_day,
    needed_choice,
    needed_command,
    needed_name,
    needed_word,
    number,
    paths,
    programs,
    section,
    sentence_of,
    time_of_day,
    time_or_none,
    week_hours,
    week_ranges,
)
from tray.settings.types.setting import time_ranges as ranges
from tray.settings.types.values import ClockBreak, DateRange, TimeRange, WeekHours, WeekRange


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Commitments that you keep elsewhere. They are counted, never changed, and only their number is remembered."""

    files: tuple[str, ...] = paths(
        "~/todo.txt", "Files of open items: Markdown (.md) with `- [ ]` boxes, any other as todo.txt; read when saved."
    )
    command: tuple[str, ...] = command(
        ["task", "count", "status:pending"], "A program that prints how many there are; no shell reads it."
    )
    every: timedelta = duration("15m", "1m", "24h", "How often that program is asked.")


@dataclass(frozen=True, slots=True)
class BreakKind:
    """A kind of break of your own, or another idea of rest, walk or lunch; there may be up to 50."""

    name: str = needed_word("tea", "What it is called, in one word: `backpressure break tea`.")
    text: str = sentence_of("What you want to be told with it.")
    regime: str = choice(
        "rest", ("rest", "restore", "off"), "What it is like: a rest, as restoring as a walk, or time off."
    )
    length: timedelta = duration(
        "0s", "0s", "3h", "How long it is, from 10 s; with 0s Backpressure works out how long it must be."
    )
    every: timedelta = duration(
        "0s", "0s", "12h", "Suggest it after this much work without a break that is as long; with 0s it has no rhythm."
    )
    least: timedelta = duration("0s", "0s", "3h", "No shorter than this where it is worked out.")


WARNINGS = (
    *("hours", "short_nights", "gen2", "quick_returns", "stopping", "answers", "after_hours"),
    *("weekend", "breaks", "stretches", "switching", "open_loops", "load_jump"),
)
"""The signals of early warnings."""


@dataclass(frozen=True, slots=True)
class Checkins:
    """Questions about how you are. Answers are taken from the menu and the command line at any time."""

    on: bool = flag(True, "Ask how you are, seldom and at a pause in your typing; at first start, once.")
    per_day: int = count(3, 1, 3, "At most this many questions a day.")
    items: tuple[str, ...] = choices(
        ["fatigue", "rested", "engaged", "switched_off"],
        ("fatigue", "rested", "engaged", "switched_off"),
        "What you are asked: fatigue after a long stretch and as the day ends, rested in the morning, "
        "the other two once a week.",
    )
    long_stretch: timedelta = duration("90m", "30m", "12h", "A stretch of this length is long, and may be asked about.")
    tired_at: int = count(7, 1, 10, "So much fatigue makes today easier, and so does rested at 10 less this.")
    eased_share: float = number(
        0.75,
        0.25,
        1,
        "On an easier day the stretch before a break and the day's limit are this share of theirs.",
    )


@dataclass(frozen=True, slots=True)
class Warnings:
    """Early warnings from your history, at most one a day."""

    on: bool = flag(True, "Look through the history once a day, and tell what has drifted.")
    per_week: int = count(3, 1, 3, "At most this many in seven days.")
    not_these: tuple[str, ...] = choices([], WARNINGS, "Signals that you do not want to hear of, by name.")


DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""The settings of ``hours`` that speak of one day of the week, in the order of ``date.weekday``."""
_OFFICE = ["mon-fri 09:00-17:30"]
LEVELS = ("green", "yellow", "orange", "red", "critical")
"""The bands of the pressure, from below."""
EVENTS = (
    "break_start",
    "break_end",
    "level_changed",
    "session_start",
    "session_end",
    "day_start",
    "day_end",
    "limit",
    "incident",
    "paused",
    "resumed",
)
"""At which a hook may run."""


@dataclass(frozen=True, slots=True)
class Tracking:
    """What counts as working and what as being away."""

    away_after: timedelta = duration(
        "3m", "30s", "30m", "Without input for this long you count as away since the last input."
    )
    session_ends_after: timedelta = duration(
        "60m", "10m", "12h", "A gap of this length ends a session that was not stopped."
    )
    film: str = choice(
        "off", ("off", "work"), "What a film is, which keeps the screen awake without input: time off, or work."
    )
    ask: bool = flag(True, "Ask once, when you are back from a gap of at least ask_after, whether it was a rest.")
    ask_after: timedelta = duration("10m", "3m", "4h", "Shorter gaps are rest without a question.")


@dataclass(frozen=True, slots=True)
class Hours:
    """When you work. Outside these hours work weighs more and every gap is time off."""

    week: WeekHours = week_hours(
        _OFFICE, 'Your working hours. "free" means you have no fixed hours: nothing is outside them, no day has an end.'
    )
    monday: tuple[TimeRange, ...] | None = hours_of_a_day(
        "Working hours on Mondays, where they differ from hours.week. [] is a day off."
    )
    tuesday: tuple[TimeRange, ...] | None = hours_of_a_day("The same for Tuesdays.")
    wednesday: tuple[TimeRange, ...] | None = hours_of_a_day("The same for Wednesdays.")
    thursday: tuple[TimeRange, ...] | None = hours_of_a_day("The same for Thursdays.")
    friday: tuple[TimeRange, ...] | None = hours_of_a_day("The same for Fridays.")
    saturday: tuple[TimeRange, ...] | None = hours_of_a_day("The same for Saturdays.")
    sunday: tuple[TimeRange, ...] | None = hours_of_a_day("The same for Sundays.")
    days_off: tuple[DateRange, ...] = dates('Days off and holidays, such as "2026-12-24..2027-01-01" or "2026-05-01".')
    quiet: tuple[TimeRange, ...] = ranges([], "Clock times at which nothing is suggested.")
    kept_available: tuple[WeekRange, ...] = week_ranges(
        'When you are on call outside working hours, each day or as in "sat 10:00-14:00"; rest then frees less.'
    )
    day_ends_at: time = time_of_day(
        "04:00", "The hour at which one day ends and the next begins, so that late evenings belong to their day."
    )

    def on(self, weekday: int) -> tuple[TimeRange, ...]:
        """The working hours that begin on a weekday, 0 being Monday. What is said of the day itself wins."""
        own: tuple[TimeRange, ...] | None = getattr(self, DAYS[weekday])
        return self.week.on(weekday) if own is None else own


@dataclass(frozen=True, slots=True)
class Breaks:
    """When a break is suggested and how long it is."""

    after: timedelta = duration("50m", "5m", "4h", "A break is due after an unbroken stretch of this length.")
    at_pressure: float = number(60, 20, 100, "A break is due at this pressure, in percent.")
    length: timedelta = duration(
        "0s", "0s", "3h", "How long a suggested break is; with 0s Backpressure works out how long it must be."
    )
    long_every: int = count(0, 0, 20, "Every so many breaks comes a long one, such as every 4th; with 0 none does.")
    long_length: timedelta = duration("15m", "1m", "3h", "How long that long break is.")
    buys: timedelta = duration("50m", "5m", "4h", "A break is made long enough to buy this much work below orange.")
    shortest: timedelta = duration("5m", "10s", "60m", "No break is suggested that is shorter.")
    longest: timedelta = duration("20m", "1m", "3h", "No break is suggested that is longer.")
    natural_pause: timedelta = duration(
        "2m", "0s", "15m", "How long a due suggestion waits for a pause in your typing."
    )
    typing_quiet: timedelta = duration(
        "5s", "1s", "60s", "Without input for this long, there is a pause in your typing."
    )
    again: tuple[timedelta, ...] = durations(
        ["10m", "15m", "20m"],
        "1m",
        "4h",
        "How long after a suggestion without an answer you are asked again; the last one repeats, and [] is never.",
    )
    apart: timedelta = duration("10m", "1m", "4h", "The least time between two suggestions.")
    per_hour: int = count(4, 1, 12, "At most this many suggestions an hour.")
    snooze: timedelta = duration("5m", "1m", "4h", "How long Snooze puts a suggestion off.")
    heads_up: timedelta = duration(
        "0s", "0s", "10m", "So long before a break is due you are told quietly; with 0s you are not."
    )
    at: tuple[ClockBreak, ...] = break_times('Breaks at times of day, such as "12:30 lunch" or "mon-fri 15:00 walk".')
    friction: str = choice(
        "gentle",
        ("gentle", "firm", "strict"),
        "How easily you are let off: freely; two snoozes, then the next break is longer; only by giving a reason.",
    )
    skips_per_day: int = count(0, 0, 50, "At most this many breaks are skipped in a day; with 0 there is no limit.")
    pause_media: bool = flag(False, "Pause what plays when a break begins, and let it play on at its end.")


@dataclass(frozen=True, slots=True)
class Sessions:
    """Work under one label, perhaps with an estimate."""

    ask: bool = flag(True, 'Ask "good enough?" once at 100, at 150 and at 200 % of a session\'s estimate.')
    more: timedelta = duration("30m", "5m", "4h", 'How much "more minutes" adds to a session from now on.')


@dataclass(frozen=True, slots=True)
class Shutdown:
    """The end of the day."""

    on: bool = flag(True, "Announce the end of the day, which is the end of the last working hours of that day.")
    notices: tuple[timedelta, ...] = durations(["30m", "10m"], "1m", "4h", "How long before the end it is announced.")
    more: timedelta = duration("15m", "10s", "4h", 'How much "more minutes" puts the end off.')
    planning: timedelta = duration(
        "5m", "10s", "1h", "How long shutting down waits for you to give open commitments a time."
    )


@dataclass(frozen=True, slots=True)
class Limits:
    """Rate limits that you set for yourself."""

    commitments: int = count(12, 0, 1000, "Most open commitments without a time; a further one is refused.")
    stretch: timedelta = duration("0s", "0s", "24h", "Longest stretch without a break; with 0s there is no limit.")
    day: timedelta = duration("8h", "1h", "24h", "Most work in a day.")
    week: timedelta = duration("40h", "1h", "168h", "Most work in seven days.")
    late_after: time | None = time_or_none(
        "", "22:00", 'Work after this time and outside your hours is late, until the day ends; "" is never.'
    )
    switches: int = count(40, 1, 1000, "Most switches of context an hour.")
    hard: tuple[str, ...] = choices(
        ["commitments"],
        ("commitments", "stretch", "day", "week", "late_after", "switches"),
        "Limits that refuse: a new commitment, or the start of a session; the others tell you once, early.",
    )


@dataclass(frozen=True, slots=True)
class Levels:
    """Where the colours change, in percent of pressure."""

    yellow: float = number(40, 1, 100, "Yellow begins here.")
    orange: float = number(60, 1, 100, "Orange begins here.")
    red: float = number(80, 1, 100, "Red begins here.")
    critical: float = number(95, 1, 100, "Critical begins here.")
    hysteresis: float = number(2, 0, 10, "On the way down a colour changes this many points later.")


@dataclass(frozen=True, slots=True)
class Icon:
    """The picture in the tray."""

    shown: bool = flag(True, "Show the icon in the tray.")
    number: bool = flag(False, "Write the pressure into the icon.")
    palette: str = choice("standard", ("standard", "mono"), "Colours of the icon; mono draws in one colour.")
    panel: str = choice(
        "auto", ("auto", "dark", "light"), "The panel behind the icon: dark, light, or found out where that can be."
    )


@dataclass(frozen=True, slots=True)
class Notifications:
    """What you are told, and how."""

    on: bool = flag(True, "Show notifications. Without them the icon, the menu and the command line still serve.")
    sound: bool = flag(False, "Ask the notification server for a sound with each suggestion.")
    urgency: str = choice(
        "normal",
        ("low", "normal", "critical"),
        "Urgency of a suggestion; many servers keep critical ones on the screen.",
    )


@dataclass(frozen=True, slots=True)
class Attention:
    """What keeps from interrupting you. A suggestion then waits until it is over."""

    do_not_disturb: bool = flag(True, "Wait while notifications are switched off in the desktop.")
    fullscreen: bool = flag(True, "Wait while a window fills the screen.")
    microphone: bool = flag(True, "While a microphone is in use you are in a meeting, which is work.")
    camera: bool = flag(True, "While a camera is in use you are in a meeting, which is work.")
    fullscreen_at_most: timedelta = duration(
        "2h",
        "10m",
        "24h",
        "A window that fills the screen for longer, or until you reach red, holds one suggestion a stretch no longer.",
    )
    programs: tuple[str, ...] = programs(
        "org.gnome.Evince", "Say nothing while one of these programs is in front; the desktop's name for each."
    )
    presentation: bool = flag(True, "Wait while a program keeps the screen awake, as presentations do.")
    presentation_at_most: timedelta = duration(
        "2h", "10m", "24h", "A screen kept awake for longer holds nothing back: it is not a presentation then."
    )
    film: bool = flag(True, "A screen kept awake without input is a film; tracking.film says what that counts as.")


@dataclass(frozen=True, slots=True)
class Hook:
    """A command of yours that runs when something happens; there may be as many as you like, up to 50."""

    name: str = needed_name("lock", "What it is called in `backpressure hooks`; each hook has a name of its own.")
    on: str = needed_choice("day_end", EVENTS, "The event at which it runs.")
    run: tuple[str, ...] = needed_command(
        ["loginctl", "lock-session"], "The program and what it is given; no shell reads it, and ~/ may begin it."
    )
    timeout: timedelta = duration("30s", "1s", "10m", "After this it is ended, with everything it has started.")
    when: tuple[str, ...] = choices([], LEVELS, "Only at these levels; [] is always.")


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings; what a file does not name has its default."""

    tracking: Tracking = section(Tracking)
    hours: Hours = section(Hours)
    breaks: Breaks = section(Breaks)
    sessions: Sessions = section(Sessions)
    shutdown: Shutdown = section(Shutdown)
    commitments: Elsewhere = section(Elsewhere)
    limits: Limits = section(Limits)
    checkins: Checkins = section(Checkins)
    warnings: Warnings = section(Warnings)
    levels: Levels = section(Levels)
    icon: Icon = section(Icon)
    notifications: Notifications = section(Notifications)
    attention: Attention = section(Attention)
    law: Law = section(Law)
    kinds: tuple[BreakKind, ...] = entries(BreakKind)
    hooks: tuple[Hook, ...] = entries(Hook)
