"""Every setting, declared once: default, range, one sentence."""

from datetime import date, time, timedelta

from tray.lib.frozen import dataclass
from tray.lib.language.translation import mark
from tray.settings.defaults.law import Law as Law
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
    folder,
    hours_of_a_day,
    labels,
    language,
    needed_choice,
    needed_command,
    needed_name,
    needed_word,
    number,
    paths,
    programs,
    section,
    sentence_of,
    shift_cycle,
    shifts,
    time_of_day,
    time_or_none,
    week_hours,
    week_ranges,
)
from tray.settings.types.setting import time_ranges as ranges
from tray.settings.types.time_ranges_shifts_fixed_breaks import (
    ClockBreak,
    Cycle,
    DateRange,
    Shift,
    TimeRange,
    WeekHours,
    WeekRange,
)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The settings of ``[commitments]``."""

    files: tuple[str, ...] = paths(
        "~/todo.txt",
        mark("Your to-do files (Markdown, todo.txt, org, TaskPaper), folders, Maildirs, or patterns: ~/vault/**/*.md."),
    )
    command: tuple[str, ...] = command(
        ["task", "count", "status:pending"],
        mark("A program that prints how many to-dos there are. It's run without a shell."),
    )
    every: timedelta = duration("15m", "1m", "24h", mark("How often that program is run."))


@dataclass(frozen=True, slots=True)
class Calendars:
    """The settings of ``[calendar]``."""

    files: tuple[str, ...] = paths(
        "~/.calendars",
        mark("Your calendars: .ics files, folders of them as vdirsyncer and khal keep them, or patterns."),
    )
    titles: bool = flag(False, mark("Say what a meeting is called. Titles are shown, but never logged or kept."))
    counts: str = choice(
        "seen",
        ("seen", "always"),
        mark("When a meeting counts as work: if you were seen at it, by input or a call, or always."),
    )
    days_off: tuple[str, ...] = labels(
        "Holidays", mark("Calendars or categories whose all-day entries are days off. Write each as it's called.")
    )
    hours: tuple[str, ...] = labels(
        "Shifts",
        mark("Calendars or categories whose entries are your working hours, instead of those in [hours] on that day."),
    )
    addresses: tuple[str, ...] = labels(
        "me@example.org", mark("Your e-mail addresses, so that meetings you declined are recognised.")
    )
    publish: str = folder(
        "~/Calendars",
        mark("The folder for backpressure.ics, where other programs find your blocks. If empty, it's the data folder."),
    )
    publish_breaks: bool = flag(False, mark("Also publish your breaks at fixed times there, except lunch."))
    publish_lunch: bool = flag(False, mark("Also publish lunch there."))
    publish_day_end: bool = flag(False, mark("Also publish when your days end there."))
    publish_to_dos: bool = flag(False, mark("Also publish to-dos whose next step has a time there."))


@dataclass(frozen=True, slots=True)
class Agents:
    """The settings of ``[agents]``."""

    busy_for: timedelta = duration(
        "30m", "1m", "24h", mark("How long an agent counts as busy if it never says that it's done.")
    )
    asks_for: timedelta = duration(
        "4h", "1m", "24h", mark("How long an agent counts as asking if it never says that you answered.")
    )
    names: bool = flag(
        False, mark("Keep the names of agents in your history. If not, each is a short number, such as agent-3f2a1c.")
    )


@dataclass(frozen=True, slots=True)
class BreakKind:
    """The settings of an entry ``[[kinds]]``."""

    name: str = needed_word("tea", mark("The name of the break, in one word, as in `backpressure break tea`."))
    text: str = sentence_of(mark("What you want to read when it's suggested."))
    regime: str = choice(
        "rest",
        ("rest", "restore", "off"),
        mark("What the break does for you: as much as a rest, as much as a walk (restore), or as much as time off."),
    )
    length: timedelta = duration(
        "0s",
        "0s",
        "3h",
        mark("How long the break is, 10s or more. With 0s, Backpressure works out how long it has to be."),
    )
    every: timedelta = duration(
        "0s",
        "0s",
        "12h",
        mark("Suggests this break whenever you've worked this long without one at least that long. With 0s, never."),
    )
    least: timedelta = duration(
        "0s", "0s", "3h", mark("The break is no shorter than this, where its length is worked out.")
    )


BUILT_IN_KINDS = (
    BreakKind(name="rest"),
    BreakKind(name="walk", regime="restore"),
    BreakKind(name="lunch", least=timedelta(minutes=45)),
)
"""The kinds of break that there are without an entry; an entry of the same name takes the place of one."""

WARNINGS = (
    *("hours", "short_nights", "gen2", "quick_returns", "stopping", "answers", "after_hours"),
    *("weekend", "breaks", "stretches", "switching", "meetings", "open_loops", "load_jump"),
)
"""The signals of early warnings."""


@dataclass(frozen=True, slots=True)
class Checkins:
    """The settings of ``[checkins]``."""

    on: bool = flag(
        True, mark("Ask how you are: once at the beginning, then now and again, at a pause in your typing.")
    )
    per_day: int = count(3, 1, 3, mark("You're asked at most this many questions a day."))
    items: tuple[str, ...] = choices(
        ["fatigue", "rested", "engaged", "switched_off"],
        ("fatigue", "rested", "engaged", "switched_off"),
        mark(
            "What you're asked: fatigue after a long stretch and as the day ends, rested in the morning, "
            "the other two once a week."
        ),
    )
    long_stretch: timedelta = duration("90m", "30m", "12h", mark("You may be asked about a stretch that's this long."))
    tired_at: int = count(
        7, 1, 10, mark("Fatigue this high makes today easier, and so does being rested at 10 minus this or less.")
    )
    eased_share: float = number(
        0.75,
        0.25,
        1,
        mark("On an easier day, the stretch before a break and the day's limit shrink to this share."),
    )


@dataclass(frozen=True, slots=True)
class Warnings:
    """The settings of ``[warnings]``."""

    on: bool = flag(True, mark("Look through your history once a day, and tell you what has changed for the worse."))
    per_week: int = count(3, 1, 3, mark("You get at most this many in seven days."))
    insights: bool = flag(False, mark("Tell you once a month what goes with what in your record, as `insights` does."))
    not_these: tuple[str, ...] = choices([], WARNINGS, mark("Signals that you don't want to hear about."))


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
class General:
    """What holds for everything that is said; it stands above the first section."""

    language: str = language(mark("The language of everything you read. If empty, it's the language of your session."))
    words: str = choice(
        "plain",
        ("plain", "runtime"),
        mark("With runtime, an incident is a traceback, and the parts of the pressure are gen0, gen1, gen2 and live."),
    )

    @property
    def runtime(self) -> bool:
        """Whether the person likes the words of a runtime."""
        return self.words == "runtime"


@dataclass(frozen=True, slots=True)
class Tracking:
    """The settings of ``[tracking]``."""

    away_after: timedelta = duration(
        "3m", "30s", "30m", mark("After this long without input you count as away, from your last input on.")
    )
    session_ends_after: timedelta = duration(
        "60m", "10m", "12h", mark("A session you didn't stop ends once you've been away for this long.")
    )
    film: str = choice(
        "off",
        ("off", "work"),
        mark("What watching a film counts as: time off, or work. A film keeps the screen awake without input."),
    )
    ask: bool = flag(True, mark("Ask once, when you're back after ask_after or longer, whether that was a break."))
    ask_after: timedelta = duration(
        "10m", "3m", "4h", mark("Time away that's shorter than this counts as a break without a question.")
    )


@dataclass(frozen=True, slots=True)
class Hours:
    """The settings of ``[hours]``."""

    week: WeekHours = week_hours(
        _OFFICE,
        mark(
            'Your working hours. Write "free" if they aren\'t fixed: then nothing is outside them '
            "and no day has an end."
        ),
    )
    monday: tuple[TimeRange, ...] | None = hours_of_a_day(
        mark("Your hours on Mondays, if they aren't what hours.week says. [] makes it a day off.")
    )
    tuesday: tuple[TimeRange, ...] | None = hours_of_a_day(mark("The same for Tuesdays."))
    wednesday: tuple[TimeRange, ...] | None = hours_of_a_day(mark("The same for Wednesdays."))
    thursday: tuple[TimeRange, ...] | None = hours_of_a_day(mark("The same for Thursdays."))
    friday: tuple[TimeRange, ...] | None = hours_of_a_day(mark("The same for Fridays."))
    saturday: tuple[TimeRange, ...] | None = hours_of_a_day(mark("The same for Saturdays."))
    sunday: tuple[TimeRange, ...] | None = hours_of_a_day(mark("The same for Sundays."))
    shifts: tuple[Shift, ...] = shifts(
        mark('Your shifts, if they alternate, such as "early 06:00-14:00". hours.cycle says when you work which.')
    )
    cycle: Cycle | None = shift_cycle(
        mark('The day your shifts begin to repeat, and their order, as in "early 4, off 2". It replaces hours.week.')
    )
    days_off: tuple[DateRange, ...] = dates(
        mark('Your days off and holidays, such as "2026-12-24..2027-01-01" or "2026-05-01".')
    )
    quiet: tuple[TimeRange, ...] = ranges([], mark("When nothing is suggested."))
    kept_available: tuple[WeekRange, ...] = week_ranges(
        mark('When you\'re on call outside working hours, every day or as in "sat 10:00-14:00". Breaks then free less.')
    )
    day_ends_at: time = time_of_day(
        "04:00",
        mark("When one day ends and the next begins, or an hour after working hours that run past that time."),
    )

    def on_date(self, day: date) -> tuple[TimeRange, ...]:
        """The working hours that begin on a date, unless it is a day off. A cycle of shifts wins over the week."""
        if self.cycle is None:
            return self.on(day.weekday())
        name = self.cycle.on(day)
        return tuple([shift.clocks for shift in self.shifts if shift.name == name])

    def on(self, weekday: int) -> tuple[TimeRange, ...]:
        """The working hours that begin on a weekday, 0 being Monday. What is said of the day itself wins."""
        own: tuple[TimeRange, ...] | None = getattr(self, DAYS[weekday])
        return self.week.on(weekday) if own is None else own


SCREENS = ("none", "card", "full")
"""What may be on the screen during a break."""


@dataclass(frozen=True, slots=True)
class Breaks:
    """The settings of ``[breaks]``."""

    after: timedelta = duration("50m", "5m", "4h", mark("A break is due after you've worked this long without one."))
    at_pressure: float = number(60, 20, 100, mark("A break is also due when the pressure reaches this many percent."))
    length: timedelta = duration(
        "0s", "0s", "3h", mark("How long a suggested break is. With 0s, Backpressure works out how long it has to be.")
    )
    long_every: int = count(
        0, 0, 20, mark("Makes every so many breaks a long one: 4 means every fourth. With 0, none is.")
    )
    long_length: timedelta = duration("15m", "1m", "3h", mark("How long that long break is."))
    buys: timedelta = duration(
        "50m", "5m", "4h", mark("Where the length is worked out, the break keeps you out of orange for this much work.")
    )
    shortest: timedelta = duration(
        "5m", "10s", "60m", mark("No suggested break is shorter than this, where its length is worked out.")
    )
    longest: timedelta = duration(
        "20m", "1m", "3h", mark("No suggested break is longer than this, where its length is worked out.")
    )
    natural_pause: timedelta = duration(
        "2m", "0s", "15m", mark("How long a suggestion that's due waits for a pause in your typing.")
    )
    typing_quiet: timedelta = duration("5s", "1s", "60s", mark("This long without input is a pause in your typing."))
    again: tuple[timedelta, ...] = durations(
        ["10m", "15m", "20m"],
        "1m",
        "4h",
        mark("If you don't answer, you're asked again after these times. The last one repeats; [] means never again."),
    )
    apart: timedelta = duration("10m", "1m", "4h", mark("Two suggestions are at least this far apart."))
    per_hour: int = count(4, 1, 12, mark("You get at most this many suggestions an hour."))
    snooze: timedelta = duration("5m", "1m", "4h", mark("How long Snooze puts a suggestion off."))
    heads_up: timedelta = duration(
        "0s", "0s", "10m", mark("Tells you quietly, this long beforehand, that a break is coming. With 0s, it doesn't.")
    )
    at: tuple[ClockBreak, ...] = break_times(
        mark('Breaks at fixed times, such as "12:30 lunch" or "sun-thu 15:00 walk".')
    )
    friction: str = choice(
        "gentle",
        ("gentle", "firm", "strict"),
        mark("With gentle you can always skip; firm allows two snoozes, then a longer break; strict wants a reason."),
    )
    skips_per_day: int = count(
        0, 0, 50, mark("You can skip at most this many breaks a day. With 0, there is no limit.")
    )
    screen: str = choice(
        "none",
        SCREENS,
        mark("What's on the screen during a break: nothing, a small card with a countdown, or the whole screen."),
    )
    guides: str = folder(
        "~/guides", mark("A folder with exercises of your own for the break window, beside the built-in ones.")
    )
    pause_media: bool = flag(
        False, mark("Pause what's playing when a break begins, and resume it when the break ends.")
    )


@dataclass(frozen=True, slots=True)
class Sessions:
    """The settings of ``[sessions]``."""

    ask: bool = flag(True, mark('Ask "good enough?" once each at 100%, 150% and 200% of a session\'s estimate.'))
    more: timedelta = duration(
        "30m", "5m", "4h", mark('How much time "more minutes" gives a session, counted from now.')
    )


@dataclass(frozen=True, slots=True)
class Shutdown:
    """The settings of ``[shutdown]``."""

    on: bool = flag(True, mark("Tell you when the day ends, which is when its last working hours do."))
    notices: tuple[timedelta, ...] = durations(
        ["30m", "10m"], "1m", "4h", mark("How long before the end of the day you're told.")
    )
    more: timedelta = duration("15m", "10s", "4h", mark('How long "more minutes" puts off the end of the day.'))
    planning: timedelta = duration(
        "5m", "10s", "1h", mark("How long ending the day waits for you to give each open to-do a time.")
    )


@dataclass(frozen=True, slots=True)
class Limits:
    """The settings of ``[limits]``."""

    commitments: int = count(12, 0, 1000, mark("At most this many open to-dos without a time. One more is refused."))
    stretch: timedelta = duration(
        "0s", "0s", "24h", mark("The longest you want to work without a break. With 0s, there is no limit.")
    )
    day: timedelta = duration("8h", "1h", "24h", mark("The most you want to work in a day."))
    week: timedelta = duration("40h", "1h", "168h", mark("The most you want to work in seven days."))
    late_after: time | None = time_or_none(
        "",
        "22:00",
        mark('Work after this time and outside your hours is late, until the day ends. With "", it never is.'),
    )
    switches: int = count(40, 1, 1000, mark("How many times an hour, at most, you want to switch context."))
    hard: tuple[str, ...] = choices(
        ["commitments"],
        ("commitments", "stretch", "day", "week", "late_after", "switches"),
        mark("Limits that refuse another to-do, or a new session. The others only tell you, once and early."),
    )


@dataclass(frozen=True, slots=True)
class Levels:
    """The settings of ``[levels]``."""

    yellow: float = number(40, 1, 100, mark("Yellow begins here."))
    orange: float = number(60, 1, 100, mark("Orange begins here."))
    red: float = number(80, 1, 100, mark("Red begins here."))
    critical: float = number(95, 1, 100, mark("Critical begins here."))
    hysteresis: float = number(2, 0, 10, mark("On the way down, a colour changes this many points later."))


@dataclass(frozen=True, slots=True)
class Icon:
    """The settings of ``[icon]``."""

    shown: bool = flag(True, mark("Show the icon in the tray."))
    number: bool = flag(False, mark("Write the pressure as a number into the icon."))
    palette: str = choice("standard", ("standard", "mono"), mark("The icon's colours. mono draws it in one colour."))
    panel: str = choice(
        "auto",
        ("auto", "dark", "light"),
        mark("What your panel looks like, so that the icon stands out: dark, light, or detected where possible."),
    )
    click: str = choice(
        "panel",
        ("panel", "notification", "menu"),
        mark("What a click on the icon opens: the panel if it's installed, a notification, or the menu."),
    )


@dataclass(frozen=True, slots=True)
class Notifications:
    """The settings of ``[notifications]``."""

    on: bool = flag(True, mark("Show notifications. Without them, the icon, the menu and the command line still work."))
    sound: bool = flag(
        False, mark("Play a sound with a suggestion, at the end of a break and of the day, where your desktop can.")
    )
    urgency: str = choice(
        "normal",
        ("low", "normal", "critical"),
        mark("How urgent a suggestion is. Many desktops leave critical ones on the screen."),
    )


@dataclass(frozen=True, slots=True)
class Attention:
    """The settings of ``[attention]``."""

    do_not_disturb: bool = flag(True, mark("Wait while your desktop is set to do not disturb."))
    fullscreen: bool = flag(True, mark("Wait while a window fills the screen."))
    microphone: bool = flag(True, mark("While a microphone is in use you're in a meeting, which counts as work."))
    camera: bool = flag(True, mark("While a camera is in use you're in a meeting, which counts as work."))
    screen_share: bool = flag(True, mark("While you share your screen you're in a meeting, which counts as work."))
    fullscreen_at_most: timedelta = duration(
        "2h",
        "10m",
        "24h",
        mark("After this long, or in red, one suggestion a stretch is shown even over a window that fills the screen."),
    )
    programs: tuple[str, ...] = programs(
        "org.gnome.Evince",
        mark("Say nothing while one of these programs is in front. Write each as your desktop calls it."),
    )
    presentation: bool = flag(True, mark("Wait while a program keeps the screen awake, as presentations do."))
    presentation_at_most: timedelta = duration(
        "2h",
        "10m",
        "24h",
        mark("If the screen is kept awake for longer than this, it isn't a presentation, and nothing waits."),
    )
    film: bool = flag(
        True, mark("A screen kept awake without input means a film. tracking.film says what that counts as.")
    )


@dataclass(frozen=True, slots=True)
class Hook:
    """The settings of an entry ``[[hooks]]``."""

    name: str = needed_name("lock", mark("The name of the hook in `backpressure hooks`. Each hook needs its own."))
    on: str = needed_choice("day_end", EVENTS, mark("The event that makes it run."))
    run: tuple[str, ...] = needed_command(
        ["loginctl", "lock-session"],
        mark("The program and its arguments. It's run without a shell; the program may begin with ~/."),
    )
    timeout: timedelta = duration(
        "30s", "1s", "10m", mark("If the hook takes longer than this, it's stopped, with everything it started.")
    )
    when: tuple[str, ...] = choices([], LEVELS, mark("Run the hook only at these levels. [] means at any."))


@dataclass(frozen=True, slots=True)
class Machines:
    """The settings of ``[machines]``."""

    folder: str = folder(
        "~/Sync/backpressure",
        mark("A folder that something else carries to your other machines, such as Syncthing. Empty shares nothing."),
    )
    name: str = sentence_of(mark("What this machine is called on the others. If empty, it's the name of the computer."))
    texts: bool = flag(
        True,
        mark("Share what you wrote, too. If false, labels, to-dos and reasons stay on this machine."),
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings; what a file does not name has its default."""

    general: General = section(General, mark("What you read."), at_the_top=True)
    tracking: Tracking = section(Tracking, mark("What counts as working and what as being away."))
    hours: Hours = section(
        Hours, mark("When you work. Outside these hours, work weighs more and any time away counts as time off.")
    )
    breaks: Breaks = section(Breaks, mark("When breaks are suggested, and how long they are."))
    sessions: Sessions = section(Sessions, mark("Sessions: work under a label, with an estimate if you like."))
    shutdown: Shutdown = section(Shutdown, mark("The end of the day."))
    commitments: Elsewhere = section(
        Elsewhere,
        mark("To-dos that you keep elsewhere. They're counted and never changed, and only their number is remembered."),
    )
    calendar: Calendars = section(
        Calendars,
        mark("Meetings from calendars that you keep elsewhere. They're read and never changed."),
    )
    agents: Agents = section(
        Agents, mark("Coding agents, builds and the like that report how they're doing, with `backpressure agent`.")
    )
    limits: Limits = section(Limits, mark("Limits that you set for yourself."))
    checkins: Checkins = section(
        Checkins, mark("Questions about how you are. You can answer at any time, in the menu or on the command line.")
    )
    warnings: Warnings = section(Warnings, mark("Early warnings from your history, at most one a day."))
    levels: Levels = section(Levels, mark("Where the colours change, in percent of pressure."))
    icon: Icon = section(Icon, mark("The picture in the tray."))
    notifications: Notifications = section(Notifications, mark("What you're told, and how."))
    attention: Attention = section(
        Attention, mark("When Backpressure must not interrupt you. Whatever it has to say waits.")
    )
    law: Law = section(
        Law,
        mark(
            "The parameters of the model behind the number. Rates are per hour, capacities and allocations in points."
        ),
    )
    machines: Machines = section(
        Machines,
        mark("Your other machines. Each writes what it records into one folder, and reads what the others did."),
    )
    kinds: tuple[BreakKind, ...] = entries(
        BreakKind,
        mark("A kind of break of your own, or your own version of rest, walk or lunch. There can be up to 50."),
    )
    hooks: tuple[Hook, ...] = entries(
        Hook, mark("A command of yours that runs when something happens. There can be up to 50.")
    )
