"""The presets, declared once: each names what it sets, and leaves every other setting alone."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from tray.lib.frozen import dataclass
from tray.lib.language.translation import mark, say, say_many
from tray.settings.defaults.every_setting import DAYS, Settings
from tray.settings.defaults.listing import Section, Setting, find, lists, value_in

Values = Mapping[str, object]
"""Names and raw TOML values."""


@dataclass(frozen=True, slots=True)
class Preset:
    """Settings that go together, under one name."""

    name: str
    message: str | Callable[[], str]
    """Its sentence in English; or what says it, where a number stands in it."""
    values: Values
    """By the dotted names of the settings."""
    kinds: tuple[Values, ...] = ()
    """Kinds of break that it has. An entry of the same name keeps what is said in it beside ``MEANT``."""
    without: tuple[str, ...] = ()
    """Kinds of break of other presets that it takes away, by name."""

    @property
    def sentence(self) -> str:
        """What it does, in the language in force."""
        return say(self.message) if isinstance(self.message, str) else self.message()


KINDS = "kinds"
"""The list of tables in which kinds of break stand."""
MEANT = ("regime", "length", "every")
"""What makes a kind of break that of a preset; its text is the person's to change."""
TEXT = "text"
"""What a kind of break says. It's written into the file in the person's language, and is theirs from then on."""

_DEFAULT_AGAIN = ["10m", "15m", "20m"]
_EYES: Values = {"name": "eyes", TEXT: mark("Look at something far away."), "length": "20s", "every": "20m"}
_MICRO: Values = {
    "name": "micro",
    TEXT: mark("Take your hands off the keyboard and the mouse, and stretch them."),
    "length": "30s",
    "every": "10m",
}
_EVERY_DAY_AS_WEEK: Values = {f"hours.{day}": "week" for day in DAYS}


def _rhythm(after: str, length: str, long_every: int = 0) -> Values:
    return {
        "breaks.after": after,
        "breaks.length": length,
        "breaks.long_every": long_every,
        "breaks.long_length": "15m",
    }


PRESETS = (
    Preset(
        "balanced",
        mark("As installed: a break after 50 minutes or at orange, as long as it needs to be."),
        {**_rhythm("50m", "0s"), "breaks.again": _DEFAULT_AGAIN},
        without=("eyes", "micro"),
    ),
    Preset(
        "pomodoro",
        mark("5 minutes after every 25 of work, and 15 minutes every fourth time."),
        _rhythm("25m", "5m", 4),
        without=("micro",),
    ),
    Preset("52-17", mark("17 minutes after every 52 of work."), _rhythm("52m", "17m"), without=("micro",)),
    Preset("eyes", mark("20 seconds for your eyes every 20 minutes, on top of your other breaks."), {}, (_EYES,)),
    Preset(
        "rsi",
        mark("30 seconds for your hands every 10 minutes, and 5 minutes after every 50 of work."),
        _rhythm("50m", "5m"),
        (_MICRO,),
    ),
    Preset(
        "shifts",
        mark("12-hour nights, 19:00 to 07:00: a night is one day, and nothing in it is late."),
        {
            "hours.week": ["19:00-07:00"],
            **_EVERY_DAY_AS_WEEK,
            "hours.day_ends_at": "12:00",
            "limits.day": "12h",
            "limits.late_after": "",
        },
    ),
    Preset(
        "free",
        mark("No fixed hours: nothing counts as outside them, no day has an end, nothing is late."),
        {"hours.week": "free", **_EVERY_DAY_AS_WEEK, "limits.late_after": ""},
    ),
    Preset("gentle", mark("You're asked once for each break, and not again."), {"breaks.again": []}),
)
"""In the order in which they are shown."""


_MINUTES_OF_WORK = (25, 30, 45, 50, 60, 90)
_MINUTES_OF_BREAK = (3, 5, 10, 15, 20)


def _due_after(minutes: int) -> str:
    return say_many(
        "A break is due after {count} minute of work.", "A break is due after {count} minutes of work.", minutes
    )


def _lasts(minutes: int) -> str:
    return say_many("A break is {count} minute long.", "A break is {count} minutes long.", minutes)


EVERY = tuple(Preset(f"every-{n}m", partial(_due_after, n), {"breaks.after": f"{n}m"}) for n in _MINUTES_OF_WORK)
"""Of a single setting: how long a stretch may be. They are chosen in the menu, and taken back as presets are."""
FOR = (
    Preset("for-as-needed", mark("Backpressure works out how long a break has to be."), {"breaks.length": "0s"}),
    *(Preset(f"for-{n}m", partial(_lasts, n), {"breaks.length": f"{n}m"}) for n in _MINUTES_OF_BREAK),
)
"""How long a break is."""


SCREEN = (
    Preset("screen-none", mark("Nothing is on the screen during a break."), {"breaks.screen": "none"}),
    Preset("screen-card", mark("A small card counts a break down."), {"breaks.screen": "card"}),
    Preset("screen-full", mark("A break fills the screen."), {"breaks.screen": "full"}),
)
"""What is on the screen during a break."""
_SINGLE = (*EVERY, *FOR, *SCREEN)


def preset_named(name: str) -> Preset | None:
    """The preset of that name, if there is one; one of a single setting, too."""
    return next((preset for preset in (*PRESETS, *_SINGLE) if preset.name == name), None)


def is_single(name: str) -> bool:
    """Whether a preset is of a single setting, and known to people by its sentence alone."""
    return any(name == preset.name for preset in _SINGLE)


def in_force(settings: Settings) -> tuple[Preset, ...]:
    """The presets that the settings agree with: none, one, or several that speak of different things."""
    return tuple(preset for preset in PRESETS if _agrees(settings, preset))


def values_of(preset: Preset) -> Iterator[tuple[Setting, object]]:
    """The settings that a preset names, each with its raw value."""
    for name, raw in preset.values.items():
        setting = find(name)
        assert setting is not None, name
        yield setting, raw


def kinds_section() -> Section:
    """What an entry of the list of kinds may hold."""
    return next(section for section in lists() if section.name == KINDS)


def _agrees(settings: Settings, preset: Preset) -> bool:
    if any(value_in(settings, setting) != setting.declared.kind.read(raw) for setting, raw in values_of(preset)):
        return False
    kinds = {kind.name: kind for kind in settings.kinds}
    if any(name in kinds for name in preset.without):
        return False
    return all(wanted["name"] in kinds and _is(kinds[str(wanted["name"])], wanted) for wanted in preset.kinds)


def _is(kind: object, wanted: Values) -> bool:
    return all(
        getattr(kind, setting.key) == setting.declared.kind.read(wanted.get(setting.key, setting.declared.default))
        for setting in kinds_section().settings
        if setting.key in MEANT
    )
