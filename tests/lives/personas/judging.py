"""Judges what somebody is told, second by second, knowing what really goes on at their desk.

What is due, whether the person is there and what keeps from interrupting them is worked out here from what they do, not
from what the program believes. Only the pressure and the settings in force are the program's own.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from tests.lives.machine import Machine
from tests.lives.personas.truths import Known, untrue
from tests.lives.world import ZERO
from tray.core import days_and_nights
from tray.core.breaks.kinds_and_lengths import kind_named, worked_out
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.commands import Command
from tray.settings.defaults.every_setting import Settings
from tray.settings.types.time_ranges_shifts_fixed_breaks import ClockBreak
from tray.view.tray import notices
from tray.view.tray.face import Notice
from tray.view.words.names_and_numbers import length as words_of

LONGEST_SILENCE = timedelta(minutes=25)
LONGEST_IN_RED = timedelta(minutes=12)
_ROUNDING = timedelta(seconds=20)
"""What falls between two looks."""
_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_THERE = timedelta(seconds=60)
"""Somebody whose last input is no older is at the desk."""
_REST = timedelta(minutes=3)
"""An absence that ends a stretch, as long as ``away_after`` is no longer."""
_OWED_AFTER = timedelta(minutes=4)
"""A natural pause is awaited for two minutes, and nobody is spoken to in the first one after coming back."""
_EARLY = timedelta(minutes=2)
_ALONE = timedelta(minutes=20)
"""Whoever was asked to end the day is offered no break for so long, which would be the opposite."""
_OF_THE_DAY = timedelta(minutes=10)
"""A break after which less of the day is left is none that anybody wants; twice its length is enough of it."""
_STALE_AFTER = timedelta(minutes=3)
_CLOCK_LASTS = _HOUR
_CLOCK_EARLY = timedelta(minutes=15)
_PER_HOUR_IN_RED = 6
_ANSWERS = (notices.STATUS, notices.SETTINGS, notices.TROUBLE)
"""Slots in which the person is answered, or told of the machine."""
_RED = ("red", "critical")
_LEVELS = ("green", "yellow", "orange", "red", "critical")


@dataclass(frozen=True)
class PopUp:
    """A notification that appears, or appears anew."""

    at: timedelta
    """By elapsed time."""
    when: datetime
    slot: str
    notice: Notice
    asked_for: bool = False
    """It answers what the person just did."""


@dataclass
class Verdict:
    """What somebody's days came to."""

    worked: timedelta = ZERO
    asks: int = 0
    said: int = 0
    """Everything that was said of the program's own accord."""
    silence: timedelta = ZERO
    """The longest while a break was due."""
    in_red: timedelta = ZERO
    due: int = 0
    offered: int = 0
    interruptions: list[str] = field(default_factory=list)
    swallowed: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    """Breaks that were due and never offered, those that were swallowed among them."""
    stale: list[str] = field(default_factory=list)
    silences: list[str] = field(default_factory=list)
    """Those beyond the bounds."""

    @property
    def too_silent(self) -> bool:
        """A silence was longer than its bound."""
        return self.silence > LONGEST_SILENCE + _ROUNDING

    @property
    def too_silent_in_red(self) -> bool:
        """One in red was."""
        return self.in_red > LONGEST_IN_RED + _ROUNDING

    @property
    def broken(self) -> list[str]:
        """What broke a bound."""
        missed = [f"due and not offered: {each}" for each in self.missed if each not in self.swallowed]
        parts = (
            *(f"silent: {each}" for each in self.silences),
            *(f"interrupted: {each}" for each in self.interruptions),
            *(f"swallowed: {each}" for each in self.swallowed),
            *(f"no longer true: {each}" for each in self.stale),
        )
        return [*parts, *missed]


@dataclass
class _Due:
    """A break that is due, until it is taken or no longer makes sense."""

    since: datetime
    longer: bool
    """One at a fixed time, or of a longer kind."""
    open_for: timedelta = ZERO
    """How long, without a gap, it could have been offered."""
    owed: bool = False
    offered: bool = False


@dataclass(frozen=True)
class _Present:
    """What is so between two looks."""

    there: bool = False
    """At the desk, within a minute of the last input."""
    working: bool = False
    closed: frozenset[str] = frozenset()
    """What keeps from suggesting a break."""
    bounds: frozenset[str] = frozenset()
    """What the person's own word asks to wait for."""
    level: str = "green"


@dataclass
class Judge:
    """Looks on after every wait."""

    machine: Machine
    listeners: list[Callable[[PopUp], None]] = field(default_factory=list)
    pop_ups: list[PopUp] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.machine.watchers.append(lambda _: self.look())
        self._verdict = Verdict()
        self._at = self.machine.clock.elapsed_time
        self._heard = 0
        self._present = _Present()
        self._answering = False
        self._stands: dict[str, PopUp] = {}
        self._untrue: dict[str, timedelta] = {}
        self._stale: set[timedelta] = set()
        """When those appeared that are known to be stale."""
        self._due: dict[str, _Due] = {}
        self._asked: list[timedelta] = []
        self._asked_in_stretch = False
        self._offers: list[tuple[timedelta, c.TakeBreak]] = []
        self._last_input: timedelta | None = None
        self._back = self._at
        """When the person last came back from a rest."""
        self._back_at: datetime | None = None
        self._last_gap: tuple[datetime, timedelta] | None = None
        """When the last absence ended, and how long it was."""
        self._unbroken = ZERO
        self._since: dict[str, timedelta] = {}
        """Work since the last break that counts for a kind with a rhythm."""
        self._snoozed: timedelta | None = None
        self._day_over: timedelta | None = None
        """When the person was last told that the day is over."""
        self._more: tuple[datetime, datetime] | None = None
        """When the day was last made longer, and until when."""
        self._no_end: date | None = None
        """The day of which the person said that it doesn't end now, or that it's over."""
        self._quiet: timedelta | None = None
        self._attention_since: dict[str, timedelta] = {}
        self._silent, self._silent_red = ZERO, ZERO
        self._silent_since: datetime | None = None
        self._reached: dict[str, datetime] = {}
        self._own: list[str] = []

    # What the person does

    def click(self, command: Command) -> None:
        """A button is clicked."""
        self._answering = True
        self.machine.take(e.Asked(command))
        self._answering = False
        self._remember(command)

    def ask(self, command: Command) -> None:
        """Something is asked for at the command line or in the menu."""
        self._answering = True
        self.machine.do(("ask", command))
        self._answering = False
        self._remember(command)

    def _remember(self, command: Command) -> None:
        match command:
            case c.Snooze():
                self._snoozed = self._now + (command.length or self._settings.breaks.snooze)
                self._be_heard()
            case c.BeQuiet(length=timedelta() as length) | c.BeginMeeting(length=timedelta() as length):
                self._quiet = self._now + length
            case c.EndQuiet() | c.EndMeeting():
                self._quiet = None
            case c.MoreTime():
                left = self._left_of_the_day() or ZERO
                self._more = self._when, self._when + left + (command.length or self._settings.shutdown.more)
            case c.NotToday() | c.EndDay():
                self._no_end = self._local_day()
            case c.StartSession(label=text) | c.Commit(text=text):
                self._own.append(text)
            case _:
                pass

    # How it goes

    def look(self) -> None:
        """Account for the time since the last look, hear what was said, and see how things are now."""
        self._pass(self._now - self._at)
        self._at = self._now
        self._come_and_go()
        attention = self.machine.truth.attention
        self._attention_since = {each: self._attention_since.get(each, self._now) for each in attention}
        self._hear()
        self._see()
        self._read()

    @property
    def _now(self) -> timedelta:
        return self.machine.clock.elapsed_time

    @property
    def _when(self) -> datetime:
        return self.machine.clock.wall_time

    @property
    def _settings(self) -> Settings:
        return self.machine.loop.context.settings if self.machine.loop else self.machine.last_good

    def _pass(self, length: timedelta) -> None:
        now = self._present
        length = min(length, _MINUTE)  # beside somebody at work it looks as often; else it slept, or was off
        if now.working:
            self._verdict.worked += length
            self._unbroken += length
            for kind in self._settings.kinds:
                self._since[kind.name] = self._since.get(kind.name, ZERO) + length
        could = now.there and not now.closed
        for key, due in self._due.items():
            bounds = now.bounds - (set() if key == "rest" else {"apart", "budget"})
            due.open_for = due.open_for + length if could and not bounds else ZERO
            due.owed = due.owed or due.open_for >= _OWED_AFTER
        if self._due and could and not now.bounds - {"apart", "told of the day's end"}:
            self._silent_since = self._silent_since or self._when - length
            self._silent += length
            if "told of the day's end" not in now.bounds:  # what stands there is a stronger word than a break
                self._silent_red = self._silent_red + length if now.level in _RED else ZERO
            self._verdict.silence = max(self._verdict.silence, self._silent)
            self._verdict.in_red = max(self._verdict.in_red, self._silent_red)

    def _be_heard(self) -> None:
        """A silence is over."""
        if self._silent > LONGEST_SILENCE or self._silent_red > LONGEST_IN_RED:
            red = f", {words_of(self._silent_red)} of it in red" if self._silent_red > LONGEST_IN_RED else ""
            since = self._local(self._silent_since or self._when)
            what = ", ".join(sorted(self._due)) or "rest"
            self._verdict.silences.append(
                f"{words_of(self._silent)}{red}, from {since} to {self._clock()} ({what} due)"
            )
        self._silent, self._silent_red, self._silent_since = ZERO, ZERO, None

    def _come_and_go(self) -> None:
        """Somebody who is back after a while has rested."""
        truth = self.machine.truth
        meets = "meeting" in truth.attention and not truth.locked
        if not truth.typing and not meets:
            return
        before, self._last_input = self._last_input, self._now
        if before is None or self._now - before >= _REST:
            gap = self._now - before if before is not None else _HOUR
            self._rested(gap)
            self._last_gap = self._when, gap

    def _rested(self, length: timedelta) -> None:
        self._be_heard()
        self._settle("rest")
        self._back, self._back_at, self._unbroken = self._now, self._when, ZERO
        self._asked_in_stretch = False
        for kind in self._settings.kinds:
            if kind.every and length >= min(kind.length, _REST):
                self._settle(kind.name)
                self._since[kind.name] = ZERO

    def _see(self) -> None:
        machine = self.machine
        assert machine.loop is not None
        truth, state = machine.truth, machine.loop.present()
        quiet = self._now - self._last_input if self._last_input is not None else _HOUR
        level = machine.panel.face.gauge.level.value if machine.panel.face else "green"
        if _LEVELS.index(level) > _LEVELS.index(self._present.level):
            self._reached[level] = self._when
            self._silent_red = ZERO if level in _RED and self._present.level not in _RED else self._silent_red
        in_break = state.break_ is not None
        self._present = _Present(
            there=quiet < _THERE and not truth.locked and not in_break,
            working=quiet < _REST and not truth.locked and not in_break,
            closed=self._closed(for_break=True, level=level),
            bounds=frozenset(self._bounds(level)),
            level=level,
        )
        self._fall_due(state.pressure)

    def _closed(self, *, for_break: bool, level: str) -> frozenset[str]:
        """What keeps the gate closed, as the person sees it."""
        truth, attention, settings = self.machine.truth, self._attention_since, self._settings
        reasons = {each for each in attention if each != "film"}
        if "presentation" in reasons and self._lasted("presentation") >= settings.attention.presentation_at_most:
            reasons.discard("presentation")
        if for_break and "fullscreen" in reasons and not self._asked_in_stretch:
            long = self._lasted("fullscreen") >= settings.attention.fullscreen_at_most
            reasons -= {"fullscreen"} if long or level in _RED else set()
        local = self._when.astimezone(self.machine.clock.zone()).time()
        if any(_within(local, each.start, each.end) for each in settings.hours.quiet):
            reasons.add("quiet hours")
        if self._quiet is not None and self._now < self._quiet:
            reasons.add("quiet")
        if truth.locked:
            reasons.add("locked")
        return frozenset(reasons)

    def _lasted(self, reason: str) -> timedelta:
        return self._now - self._attention_since[reason]

    def _bounds(self, level: str) -> list[str]:
        assert self.machine.loop is not None
        state, breaks = self.machine.loop.present(), self._settings.breaks
        most = max(breaks.per_hour, _PER_HOUR_IN_RED if level in _RED else 0)
        lately = [each for each in self._asked if self._now - each < _HOUR]
        last = max((*self._asked[-1:], *((self._back,) if self._asked else ())), default=None)
        reasons = {
            "snoozed": self._snoozed is not None and self._now < self._snoozed,
            "paused": state.paused is not None,
            "holiday": state.health.holiday is not None,
            "day ended": state.day is not None and state.day.ended is not None,
            "asked once": not breaks.again and self._asked_in_stretch,
            "budget": len(lately) >= most,
            "apart": last is not None and self._now - last < breaks.apart,
            "told of the day's end": self._day_over is not None and self._now - self._day_over < _ALONE,
        }
        return [name for name, holds in reasons.items() if holds]

    # What is due

    def _fall_due(self, pressure: float) -> None:
        settings, working = self._settings, self._present.working
        breaks = settings.breaks
        due: dict[str, bool] = {}
        if (self._unbroken >= breaks.after or pressure >= breaks.at_pressure) and self._pays(self._rest_takes()):
            due["rest"] = False
        rhythms = [each for each in settings.kinds if each.every]
        for kind in rhythms:
            if self._since.get(kind.name, ZERO) >= kind.every and self._pays(kind.length):
                due[kind.name] = any(each.length < kind.length for each in rhythms)
        for entry in breaks.at:
            if self._is_time_of(entry):
                due[str(entry)] = True
        for key in [each for each in self._due if each not in due or not working]:
            self._settle(key)
        if working:
            for key, longer in due.items():
                if key not in self._due:
                    self._due[key] = _Due(self._when, longer, offered=self._just_offered(key))
        if not self._due:
            self._be_heard()

    def _rest_takes(self) -> timedelta:
        assert self.machine.loop is not None
        return self._settings.breaks.length or worked_out(self.machine.loop.present(), self.machine.loop.context).length

    def _pays(self, length: timedelta, grace: timedelta = ZERO) -> bool:
        """Whether enough of the day is left after a break of this length."""
        left = self._left_of_the_day()
        return left is None or left + grace > length + min(_OF_THE_DAY, 2 * length)

    def _local_day(self) -> date:
        return days_and_nights.day_of(self._when, self.machine.clock.zone(), self._settings.hours)

    def _left_of_the_day(self) -> timedelta | None:
        """How long it is until the day ends, as the person has it; None where it doesn't, or did already."""
        day = self._local_day()
        end = days_and_nights.end_of_day(day, self.machine.clock.zone(), self._settings.hours)
        if end is None or self._no_end == day or not self._settings.shutdown.on:
            return None
        if self._more and self._more[1] > end:
            small = self._more[1] - max(end, self._more[0]) < _ALONE
            end = end if small and self._when >= end + _ALONE else self._more[1]
        return end - self._when if self._when < end else None

    def _is_time_of(self, entry: ClockBreak) -> bool:
        local = self._when.astimezone(self.machine.clock.zone())
        begins = local.replace(hour=entry.at.hour, minute=entry.at.minute, second=0, microsecond=0)
        if not entry.first <= begins.weekday() <= entry.last or not begins <= local < begins + _CLOCK_LASTS:
            return False
        if self._last_gap is None:
            return True
        kind = kind_named(entry.kind, self._settings)
        half = ((kind and (kind.length or max(kind.least, self._settings.breaks.shortest))) or _REST) / 2
        back, length = self._last_gap
        return not (back >= begins - _CLOCK_EARLY and length >= half)

    def _settle(self, key: str) -> None:
        """It is due no longer; count whether it was offered."""
        due = self._due.pop(key, None)
        if due is None or not (due.owed or due.offered):
            return
        self._verdict.due += 1
        self._verdict.offered += due.offered
        if not due.offered:
            what = f"{key}, due from {self._local(due.since)} to {self._clock()}"
            self._verdict.missed.append(what)
            if due.longer:
                self._verdict.swallowed.append(what)

    # What is said

    def _hear(self) -> None:
        shown = self.machine.screen.shown
        for slot, notice in shown[self._heard :]:
            before = self._stands.get(slot)
            if before and notice.rewords(before.notice) and self._is_there(slot):
                continue  # Other words in its place, where the server can do that; elsewhere the old ones stay.
            pop_up = PopUp(self._now, self._when, slot, notice, self._answering)
            self.pop_ups.append(pop_up)
            self._judge(pop_up)
            self._stands.pop(slot, None)
            if notice.lasting:
                self._stands[slot] = pop_up
            for listener in self.listeners:
                listener(pop_up)
        self._heard = len(shown)
        for slot in [each for each in self._stands if not self._is_there(each)]:
            del self._stands[slot]

    def _is_there(self, slot: str) -> bool:
        now = self.machine.screen.wanted.get(slot)
        return now is not None and now.rewords(self._stands[slot].notice)

    def _judge(self, pop_up: PopUp) -> None:
        is_break = pop_up.slot == notices.SUGGESTION
        if pop_up.asked_for or pop_up.slot in _ANSWERS or self._ends_a_break(pop_up):
            return
        self._verdict.said += 1
        closed = self._closed(for_break=is_break, level=self._present.level)
        if closed:
            said = f"{pop_up.notice.title} / {pop_up.notice.body}".replace("\n", " ")
            why = ", ".join(sorted(closed))
            self._verdict.interruptions.append(f"{self._local(pop_up.when)} ({why}): {pop_up.slot}: {said}")
        elif is_break and (contradicts := self._contradicts(pop_up.notice)):
            said = f"{self._local(pop_up.when)} ({contradicts}): {pop_up.notice.title}"
            self._verdict.interruptions.append(said)
        if pop_up.slot == notices.DAY and pop_up.notice.lasting:
            self._day_over = self._now
            self._be_heard()  # To be told that the day is over is to be asked to stop.
        if is_break:
            self._verdict.asks += 1
            self._asked.append(self._now)
            self._asked_in_stretch = True
            self._offer(pop_up.notice)
            self._be_heard()

    def _contradicts(self, notice: Notice) -> str:
        """What the person was just told, or has planned, against which a break is suggested all the same."""
        offered = next((each.command for each in notice.buttons if isinstance(each.command, c.TakeBreak)), None)
        if offered is None or offered.length is None or offered.kind in {each.name for each in self._settings.kinds}:
            return ""
        asked = self._day_over is not None and self._now - self._day_over < _ALONE - _ROUNDING
        if asked and self._no_end != self._local_day():
            return "asked to stop just before"
        chosen = offered.kind in {each.kind for each in self._settings.breaks.at}
        return "" if chosen or self._pays(offered.length, _MINUTE) else "the day ends"

    def _ends_a_break(self, pop_up: PopUp) -> bool:
        """What is told of a break that the person took."""
        return pop_up.slot == notices.BREAK and pop_up.notice.urgency != "low"

    def _offer(self, notice: Notice) -> None:
        offered = next((each.command for each in notice.buttons if isinstance(each.command, c.TakeBreak)), None)
        if offered is not None:
            self._offers.append((self._now, offered))
            for key, due in self._due.items():
                due.offered = due.offered or self._fits(key, offered)

    def _just_offered(self, key: str) -> bool:
        """The program may count some seconds more than there were."""
        return any(self._now - at <= _EARLY and self._fits(key, offered) for at, offered in self._offers[-2:])

    def _fits(self, key: str, offered: c.TakeBreak) -> bool:
        """Whether the offer is one of what is due, or of something longer."""
        length, settings = offered.length or ZERO, self._settings
        entry = next((each for each in settings.breaks.at if str(each) == key), None)
        if entry is not None:
            return offered.kind == entry.kind
        kind = next((each for each in settings.kinds if each.name == key), None)
        if kind is not None:
            return offered.kind == key or length >= kind.length
        return offered.kind == "rest" or length >= settings.breaks.shortest

    # What stands on the screen

    def _read(self) -> None:
        if not self._present.there:
            return
        for slot, pop_up in self._stands.items():
            wrong = untrue(pop_up.notice, self._known())
            if wrong is None or self._now - pop_up.at < _MINUTE:
                self._untrue.pop(slot, None)
                continue
            since = self._untrue.setdefault(slot, self._now)
            if self._now - since >= _STALE_AFTER:
                said = f"{self._clock()}: {slot} of {self._local(pop_up.when)}: {wrong}"
                self._verdict.stale += [] if pop_up.at in self._stale else [said]
                self._stale.add(pop_up.at)

    def _known(self) -> Known:
        assert self.machine.loop is not None
        state, context = self.machine.loop.present(), self.machine.loop.context
        given = [each.estimate for each in (state.session,) if each and each.estimate]
        settings = context.settings
        return Known(
            self._when,
            self.machine.clock.zone(),
            self._present.level,
            self._back_at,
            self._reached,
            lambda length: worked_out(state, context, least=length, most=length).buys,
            (*self._own, *(each.text for each in settings.kinds if each.text), *map(str, settings.breaks.at)),
            (*given, *_intervals(settings), settings.shutdown.more, settings.sessions.more, settings.shutdown.planning),
        )

    # What came of it

    def verdict(self) -> Verdict:
        """The whole."""
        for key in list(self._due):
            self._settle(key)
        self._be_heard()
        return self._verdict

    def _local(self, when: datetime) -> str:
        return f"{when.astimezone(self.machine.clock.zone()):%a %H:%M}"

    def _clock(self) -> str:
        return f"{self._when.astimezone(self.machine.clock.zone()):%H:%M}"


def _within(now: time, start: time, end: time) -> bool:
    return start <= now < end if start < end else now >= start or now < end


def _intervals(settings: Settings) -> tuple[timedelta, ...]:
    """After how much work breaks are due by the settings; the welcome names the shortest."""
    return (settings.breaks.after, *(each.every for each in settings.kinds if each.every))
