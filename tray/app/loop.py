"""The loop: inbox → step → carry out → show. What it shows is compared with what was shown; nothing says refresh."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain
from typing import TYPE_CHECKING, Any

from tray.app.full_disk import WELL_AFTER, FullDisk, Late
from tray.app.music_and_screen_in_breaks import BreakMedia, BreakScreen
from tray.app.notification_slots import Slots, Troubles
from tray.app.suspends_stalls_and_clock_steps import Timeline
from tray.app.work_in_slices import AGAIN_AFTER, Reading
from tray.core.appointments import Entry, placed
from tray.core.breaks import nudges_at_good_moments, quiet_gate_and_budget
from tray.core.context import Context
from tray.core.day import shutdown
from tray.core.engine import step
from tray.core.engine.hook_events import LATE
from tray.core.engine.step import Moment, Outcome, stepping
from tray.core.messages import effects as e
from tray.core.messages.commands import CheckIn, Command, OpenSettings, PlanBlock, Quit, ReportAgent
from tray.core.messages.events import Asked, CalendarRead, ClockSet, Event, Looked, SettingsSaved, Started
from tray.core.messages.facts import Fact, Recorded
from tray.core.sensing.clock_leaps import WAS_SET_FROM
from tray.core.sensing.presence import Input, Senses
from tray.core.state.ongoing import Answered
from tray.core.state.state import State, advance_to, is_here
from tray.core.wellbeing import easing
from tray.errors import BackpressureError, SettingsInvalid, StoreDamaged, StoreError
from tray.history.daily_look_for_warnings_in_slices import Scan
from tray.history.record import Record
from tray.lib.frozen import dataclass
from tray.lib.steps import Steps
from tray.ports import Clock, Hooks, Media, Notifier, Store, Tray

if TYPE_CHECKING:
    from tray.core.messages.purge_clocks import ClockThen
from tray.settings.defaults.every_setting import Settings
from tray.store.files.agent_names import AgentNames
from tray.store.opening import Opened
from tray.view.tray import icon_mark_tooltip_clicks, notices
from tray.view.tray.face import Face, Notice
from tray.view.tray.settings_mistakes import mistakes, settings_problems
from tray.view.words import history_loading_and_trouble as wording
from tray.view.words.names_and_numbers import FULL

SEEN_EVERY = timedelta(seconds=60)
"""At most so much worked time that nobody acknowledged is lost in a power cut."""


class LastSeen:
    """Keeps the *last seen* row of a store."""

    def __init__(self, store: Store, at: datetime) -> None:
        self._store = store
        self._at = at
        self._working = False

    @property
    def next_at(self) -> datetime:
        """When it is to be kept again, while the person works."""
        return self._at + SEEN_EVERY

    def due(self, moment: Moment, at: datetime) -> bool:
        """Somebody came or left, a minute has passed, or the clock was set."""
        working = moment.state.working
        return working != self._working or (working and not timedelta(0) <= at - self._at < SEEN_EVERY)

    def keep(self, moment: Moment, at: datetime) -> None:
        """Write the row as of ``at``. Raises StoreError, and then it is due a minute later."""
        self._at, self._working = at, moment.state.working
        self._store.saw(step.last_seen(moment, at))


_LEFT_OUT = "left out"
Done = Callable[[State, BackpressureError | None], None]
"""Gets the state before something that was asked for, and why it could not be done, if it could not."""


@dataclass(slots=True)
class World:
    """What the loop touches; each part may be missing on this desktop."""

    clock: Clock
    store: Store
    read_settings: Callable[[], Settings]
    """Raises SettingsInvalid."""
    open_settings: Callable[[], None]
    stop: Callable[[], None]
    open_report: Callable[[], None] = lambda: None
    open_panel: Callable[[int, int], None] = lambda *_: None
    show_demo: Callable[[], None] = lambda: None
    copy_words: Callable[[], None] = lambda: None
    """Puts the words for whoever asks for something on the clipboard."""
    preset: Callable[[str | None], None] = lambda _: None
    """Puts a preset into the settings file, or takes the last one back, and tells what came of it."""
    tray: Tray | None = None
    notifier: Notifier | None = None
    media: Media | None = None
    has_window: bool = False
    """The libraries of the window are installed."""
    reopen: Callable[[datetime], Opened] | None = None
    """Where ``store`` is only memory: opens the history, or raises StoreError while it can't be written to."""
    rescue: Callable[[datetime], Opened] | None = None
    """Opens the history anew, after it proved damaged while it was read, with what can be saved. Raises StoreError."""
    apply: Callable[[Settings], None] = lambda _: None
    """Has desktop, hooks and counters act by what was read, changed or not: a command in it may be trusted again."""
    hooks: Hooks | None = None
    purging: Callable[[datetime | None, datetime | None, str | None], None] = lambda *_: None
    """Remembers what is about to be deleted, so that it does not come back from another machine. Raises StoreError."""
    purged: Callable[[], None] = lambda: None
    """It is deleted, and the other machines are to hear of it."""
    imported: Callable[[], None] = lambda: None
    """More is on record, and the other machines may lack that, too."""
    agent_key: Callable[[], bytes] = lambda: bytes(16)
    """Keeps names of agents from being found out by what stands for them on record."""
    autostart: Callable[[bool | None], None] = lambda _: None
    """Has the session start the program, or no longer, or only looks whether it does; posts what it found."""


class Loop:
    """Owns the state. Everything runs in the reactor's thread."""

    def __init__(self, world: World, settings: Settings) -> None:
        """Raises StoreError when the journal cannot be read."""
        self.world = world
        now = world.clock.wall()
        self.record = Record(world.store, now, at_once=False)
        self._reading: Reading | None = None
        """What is gone through in slices; nothing else is recorded before it is done."""
        self._started, latest = self._seen_before() if self.record.is_read else (None, None)
        self.timeline = Timeline(world.clock, latest)
        self._context = Context(settings, world.clock.zone())
        self._entries: tuple[Entry, ...] = ()
        """Of the person's calendars."""
        self.moment = Moment(self.record.state if self.record.is_read else State(at=now), Senses())
        self._troubles = Troubles({"store": WELL_AFTER})
        self.mistakes: tuple[str, ...] = ()
        """What is wrong in the settings file, in lines for ``status``; nothing while it can be used."""
        self.face: Face | None = None
        self.agent_names = AgentNames(world.agent_key)
        self.machine_names: dict[str, str] = {}
        """What the person calls their other machines, by id."""
        self.followers: list[Callable[[], None]] = []
        """Called after each change of what is shown."""
        self._slots = Slots(lambda: self.world.notifier)
        self._scan = Scan(self.record)
        self._last_seen = LastSeen(world.store, now)
        self._media = BreakMedia()
        self._break_screen = BreakScreen()
        self._next = self._due = now
        self._stepped: datetime | None = now  # until it is worked out what falls due after that step
        self._full_disk = FullDisk(world.store, world.reopen, now)
        self.knows = self.record.is_read
        """How things stood before what is being read, if anything is; not where a start still reads."""
        if not self.knows:
            self._reading = Reading(
                self._and_what_came(self._starting(now)),
                world.clock,
                lambda: self._and_what_came(self._starting(now)),
            )

    @property
    def durable(self) -> bool:
        """What is recorded lasts; not where nothing can be written."""
        return self._full_disk.next_at is None

    @property
    def problems(self) -> dict[str, str]:
        """What the person should know of, by topic; shown by ``status``."""
        return self._troubles.now

    @property
    def context(self) -> Context:
        """What holds now: the settings of the file, as a bad answer or a holiday changes them for this day."""
        state = self.moment.state
        return self._context if state.is_usual_day else easing.in_force(state, self._context)

    def start(self) -> None:
        """Take in what happened while nothing ran; where the record is still being read, once that is known."""
        if self._reading is None:
            self.say_left_out()
            # A clock that is set meanwhile is set after the start: what came before is dated by the clock of then.
            for each in (*self.timeline.before_start(), Started(self._started, self.world.has_window)):
                self._do(self._taking(each))

    def _seen_before(self) -> tuple[datetime | None, datetime | None]:
        """Up to when the person was seen at work before this start, and the latest instant that is known of."""
        seen = step.seen_at_work(self.record.state, self.world.store.last_seen())
        latest = max((at for at in (self.record.state.at if self.record.begun else None, seen) if at), default=None)
        return seen, latest

    def take(self, event: Event) -> None:
        """Take in one event, after what happened to the clocks."""
        for each in chain(self.timeline.happened(), (event,)):
            if self._reading is not None:
                self._put_off(each)
            else:
                self._do(self._taking(each))

    def _taking(self, event: Event) -> Steps[None]:
        before = self.moment.state
        outcome = yield from self._stepping(event)
        self._say_what_came(event, before, outcome)

    def _say_what_came(self, event: Event, before: State, outcome: Outcome | None) -> None:
        if outcome and outcome.refusal:
            self._slots.say(notices.LIMIT, notices.refused(outcome.refusal))
        elif outcome and isinstance(event, Asked) and isinstance(event.command, CheckIn):
            self._say_what_was_expected(before.answered, outcome)
        elif outcome and isinstance(event, Asked) and isinstance(event.command, PlanBlock):
            # It may be days ahead.
            for made in outcome.moment.state.blocks:
                if all(made.number != known.number for known in before.blocks):
                    told = notices.block_planned(made, self.timeline.now(), self._context.zone)
                    self._slots.say(notices.LIMIT, told)

    def _say_what_was_expected(self, before: Answered | None, outcome: Outcome) -> None:
        """Tell whoever answered by a button what was expected, where the question stood."""
        given, wanted = outcome.moment.state.answered, self._context.settings.notifications
        eased = any(isinstance(each, e.TodayIsEased) for each in outcome.effects)  # which tells it too
        if given and given is not before and wanted.on and not eased:
            self._slots.say(notices.QUESTION, notices.answered(given))

    def ask_for(self, command: Command, done: Done) -> None:
        """Do what the person asked for, now or when the record is read; when ``done`` is called, it is on disk."""

        def then(before: State, outcome: Outcome | None) -> None:
            done(before, StoreError(self.problems["store"]) if outcome is None else outcome.refusal)

        if self._reading is None:
            self._do(self._asking(command, then))
        elif self._needs_no_record(command):
            done(self.moment.state, None)
        else:
            self._wait_for_record(Asked(command), then)

    def _asking(self, command: Command, then: Callable[[State, Outcome | None], None]) -> Steps[None]:
        yield from self._writing_down()
        for each in self.timeline.happened():
            yield from self._stepping(each)
        before = self.moment.state
        then(before, (yield from self._stepping(Asked(command))))

    def each(self) -> timedelta | None:
        """Before every wait: settle what time alone brought, show it, and say how long nothing can change."""
        if self._reading is not None and not self._read_on(self._reading):
            return self._reading.wait(self.timeline.now())
        clocks = self.timeline.happened()
        first, looked = next(clocks, None), self.timeline.now()
        writes = not self.durable and self._full_disk.due(looked)
        if first is None and not writes and self._stepped is None and looked < self._next and self._scan.wait is None:
            return self._next - looked  # somebody asked something, and nothing came of it
        self._do(self._turn(clocks if first is None else chain((first,), clocks)))
        if self._reading is None:
            self.show()
            self._save_seen()
            self._look_back()
        if self._reading is not None:
            return self._reading.wait(self.timeline.now())
        if self._stepped is not None:  # what fell due since then, while this took its time, is not passed over
            self._due, self._stepped = step.next_look(self.moment, self._stepped, self.context), None
        seen = self._last_seen.next_at if self.moment.state.working or "store" in self.problems else self._due
        self._next = min(self._due, seen, self._full_disk.next_at or self._due)
        wait = max(self._next - self.timeline.now(), timedelta(0))
        return min(wait, self._scan.wait or wait)

    def _turn(self, clocks: Iterable[Event]) -> Steps[None]:
        """Settle what time alone brought, after what happened to the clocks."""
        stepped = False
        for event in clocks:
            yield from self._stepping(event)
            stepped = True
        looked = self.timeline.now()
        if not self.durable and self._full_disk.due(looked):
            yield from self._writing_down()
        if (yield from self._wait_is_over(looked)) or stepped or looked >= self._next:
            yield from self._stepping(Looked())

    def take_in(self, records: Iterable[Recorded]) -> int:
        """Take in what other machines recorded, and act by it at once; how many of these facts were new.

        For whatever brings them while a record on disk is not being read. Facts are a set by (device, number): taking
        twice changes nothing, late ones are welcome, and those dated later than now wait for their time. Raises
        StoreError, and then nothing is changed.
        """
        new = self.record.take(records, self.timeline.now(), at_once=False)
        if new:
            self._do(self._acting_by_record())
            self.show()
        return new

    def _acting_by_record(self) -> Steps[None]:
        """Act by what came to the record, once that is read."""
        yield from self.record.reading()
        self.moment = replace(self.moment, state=self.record.state)
        self.say_left_out()
        yield from self._stepping(Looked())

    def heard_of(self, times: Mapping[str, datetime]) -> None:
        """Act by when the person's other machines were last known to run; not while the record is being read."""
        if self._reading is None:
            self.record.heard_of(times)
            self._do(self._looking_whether_wait_is_over())

    def _looking_whether_wait_is_over(self) -> Steps[None]:
        if (yield from self._wait_is_over(self.timeline.now())):
            yield from self._stepping(Looked())
            self.show()

    def _wait_is_over(self, at: datetime) -> Steps[bool]:
        """Whether what others recorded says something else by now than when it was read last."""
        try:
            is_over = yield from self.record.going_on(at)
        except StoreError as problem:
            if not self.record.is_read:
                raise
            self.trouble("store", str(problem))
            return False
        if is_over:
            self.moment = replace(self.moment, state=self.record.state)
            if _LEFT_OUT in self.problems:
                self.say_left_out()
        return is_over

    def purge(
        self,
        start: datetime | None,
        end: datetime | None,
        device: str | None,
        upto: Iterable[tuple[str, int]] = (),
        clocks: "Iterable[ClockThen] | None" = None,
    ) -> int:
        """Remove facts from the record for good; it is to be ``read_anew`` then. Raises StoreError."""
        self._scan.stop()
        now = self.timeline.now()
        return self.record.purge(start, end, now, device=device, upto=upto, clocks=clocks, at_once=False)

    def read_anew(self) -> None:
        """Act by what is on record now, after facts came to it or went from it: at once, or when it is read."""
        self._do(self._going_on_from_record(self.timeline.now()))
        self.show()

    def do_in_steps(self, steps: Steps[int], done: Callable[[int | BackpressureError], None]) -> None:
        """Change the record by ``steps``, of how many facts they tell, and act by what is on record then.

        ``done`` is called with that number, or with what went wrong. What happens meanwhile is taken in after it, as
        while a long record is being read.
        """
        self._do(self._changing(steps, done))
        self.show()

    def _changing(self, steps: Steps[int], done: Callable[[int | BackpressureError], None]) -> Steps[None]:
        at = self.timeline.now()
        try:
            new = yield from steps
        except BackpressureError as problem:
            done(problem)
            if not self.record.is_read:
                raise
            return
        done(new)  # it is made; the record need not be read by then
        if new:
            yield from self._going_on_from_record(at)

    def _going_on_from_record(self, at: datetime) -> Steps[None]:
        """Whoever is at work is so from ``at`` on: what was before may be gone."""
        yield from self.record.reading()
        senses = self.moment.senses
        self.moment = Moment(self.record.state, replace(senses, active_since=senses.active_since and at))
        self.say_left_out()
        yield from self._stepping(Looked())

    @property
    def why_not_yet(self) -> str:
        """What to answer to somebody who asks for more than can be said while the record is being read."""
        return wording.not_while_reading(self._percent)

    @property
    def reading(self) -> str | None:
        """That the record is still being read, and how far; None when all of it is known."""
        return None if self._reading is None else wording.reading(self._percent)

    @property
    def _percent(self) -> int:
        # What changes the record is done before anything of it is read.
        return 0 if self.record.is_read else int(self.record.share_read * FULL)

    def _put_off(self, event: Event) -> None:
        if isinstance(event, Asked):
            if self._needs_no_record(event.command):
                return
            self._slots.say(notices.STATUS, notices.trouble(wording.reading(self._percent)))
        self._wait_for_record(event)

    def _wait_for_record(self, event: Event, then: Callable[[State, Outcome | None], None] | None = None) -> None:
        missed = self._full_disk.missed
        missed.extend(Late(each, self.timeline.now()) for each in self.timeline.happened())
        missed.append(Late(event, self.timeline.now(), then))

    def _needs_no_record(self, command: Command) -> bool:
        """Do what can be done without knowing anything; whether it was such."""
        match command:
            case Quit():
                self.world.stop()
            case OpenSettings():
                self.world.open_settings()
            case _:
                return False
        return True

    def _do(self, steps: Steps[None]) -> None:
        """Do something that may have much read anew, and what is left of it in slices."""
        try:
            next(steps)
        except StopIteration:
            return
        except Exception as problem:
            if self.record.is_read:
                raise
            reading = self._begin_reading(steps)
            reading.again_at = self.timeline.now() + AGAIN_AFTER
            if not isinstance(problem, StoreError):
                raise
            reading.again_at = self._again_at(problem)
        else:
            self._read_on(self._begin_reading(steps))

    def _begin_reading(self, steps: Steps[None]) -> Reading:
        self._reading = Reading(
            self._and_what_came(steps),
            self.world.clock,
            lambda: self._and_what_came(self._going_on_from_record(self.timeline.now())),
        )
        return self._reading

    def _read_on(self, reading: Reading) -> bool:
        """Go on by a slice; whether that was the last one, so that all is known now, with all that came meanwhile."""
        self._full_disk.missed.extend(Late(each, self.timeline.now()) for each in self.timeline.happened())
        now = self.timeline.now()
        try:
            if reading.is_due(now):
                if reading.again_at is not None:
                    self._begin_anew(reading, now)
                if reading.go_on():
                    self._reading = None
                    self.world.apply(self._context.settings)
                    return True
        except StoreError as problem:
            reading.again_at = self._again_at(problem)
        except Exception:
            reading.again_at = now + AGAIN_AFTER
            raise
        self.show()
        return False

    def _begin_anew(self, reading: Reading, at: datetime) -> None:
        """Read the record from the beginning, after an error. Raises StoreError."""
        self.record = Record(self.world.store, at, at_once=False)
        self._scan, self._last_seen = Scan(self.record), LastSeen(self.world.store, at)
        reading.begin_anew()
        self.trouble("store", None)

    def _again_at(self, problem: StoreError) -> datetime:
        """When to try again after a disk failed amid the record."""
        now = self.timeline.now()
        self.trouble("store", str(problem))
        return now if isinstance(problem, StoreDamaged) and self._is_rescued(now) else now + AGAIN_AFTER

    def _and_what_came(self, steps: Steps[None]) -> Steps[None]:
        """``steps``, and then all that came meanwhile."""
        yield from steps
        missed = self._full_disk.missed
        while waiting := len(missed):
            yield from self._stepping(Looked())
            if len(missed) >= waiting:
                break  # the disk is full

    def _is_rescued(self, at: datetime) -> bool:
        """Whether a history that proved damaged could be opened anew, with what could be saved of it."""
        if self.world.rescue is None:
            return False
        try:
            self.world.store.close()
            opened = self.world.rescue(at)
        except StoreError as problem:
            self.trouble("store", str(problem))
            return False
        self.world.store = opened.store
        self.say_remarks(opened)
        return True

    def _starting(self, at: datetime) -> Steps[None]:
        """Begin with what is on record, once that is known, and what was to be said before anything else came."""
        yield from self.record.reading()
        self.knows = True
        self.moment = Moment(self.record.state, Senses())
        seen, latest = self._seen_before()
        unseen = latest if latest is not None and at + WAS_SET_FROM < latest else None
        self.say_left_out()
        self._full_disk.missed.appendleft(Late(Started(seen, self.world.has_window), at))
        if unseen is not None:
            self._full_disk.missed.appendleft(Late(ClockSet(unseen, unseen=True), at))
        yield from self._stepping(Looked())

    def _look_back(self) -> None:
        """Once a day and in slices, look through the history for early warnings."""
        if self._scan.wait is None and self.moment.senses.input is not Input.QUIET:
            return  # it is begun at a pause in the typing, and goes on whatever is typed
        try:
            read = self._scan.go_on(self.present(), self.moment.senses, self.timeline.now(), self.context)
        except StoreError as problem:
            self.trouble("past", str(problem))
            return
        if read is not None:
            self.trouble("past", None)
            self._do(self._taking(read))

    def present(self) -> State:
        """The state as of now."""
        return advance_to(self.moment.state, self.timeline.now())

    def break_shown(self) -> Mapping[str, Any] | None:
        """What the break window is told; None where no break is to be on the screen, as on most turns."""
        if not is_here(self.moment.state):
            return None  # a screen that nobody is at needs no covering
        return self._break_screen.told(self.moment, self.timeline.now(), self.context)

    def reload_settings(self) -> None:
        """Read the settings file; a valid one acts now, a mistake changes nothing and is told once."""
        try:
            settings = self.world.read_settings()
        except SettingsInvalid as problem:
            self.settings_mistaken(problem)
            return
        mended, self.mistakes = bool(self.mistakes), ()
        self._slots.put(notices.SETTINGS, None)
        changed = settings != self._context.settings
        if changed:
            self.take(Looked())  # so that what was until now is what the settings until now made of it
            self._context = replace(self._context, settings=settings)
        self.world.apply(settings)
        if changed:
            self.take(SettingsSaved())
        if mended:
            self._tell_followers()

    def calendar_read(self, entries: tuple[Entry, ...]) -> None:
        """What the person's calendars hold for the days ahead, as far as they could be read."""
        if entries == self._entries:
            return
        self.take(Looked())  # as when settings change
        self._entries = entries
        self._context = replace(self._context, appointments=placed(entries, self._context.zone))
        self.take(CalendarRead())

    def settings_mistaken(self, problem: SettingsInvalid) -> None:
        """The file has mistakes: say so until they are mended."""
        self.mistakes = mistakes(problem.problems)
        self._slots.say(notices.SETTINGS, settings_problems(problem.problems, self._context.settings))
        self._tell_followers()

    def trouble(self, topic: str, text: str | None) -> None:
        """Something is wrong, which is told once and shown by ``status``; or, with None, it is well again."""
        if text is None:
            self._troubles.well(topic)
        elif self._troubles.met(topic, text, self.timeline.now()):
            self.tell(notices.trouble(self._troubles.told_lately()))

    def say_remarks(self, opened: Opened) -> None:
        """Tell what is to be told of a history that was opened; a new form of it is news, and no problem."""
        # What is wrong comes last, so that it is what stands.
        for remark in sorted(opened.remarks, key=lambda each: each != opened.updated):
            said = remark if self.durable else wording.in_memory(remark)
            if remark == opened.updated:
                self.tell(notices.trouble(said))
            else:
                self.trouble("history", said)

    def say_left_out(self) -> None:
        """Tell once of facts on record that are not counted, and not at each start; ``status`` goes on to say it."""
        text = wording.left_out(self.record.implausible, self.record.waiting_count)
        if text and (_LEFT_OUT in self.problems or not self.record.left_out_is_news):
            self.problems[_LEFT_OUT] = text
        else:
            self.trouble(_LEFT_OUT, text)

    def write_down(self) -> None:
        """Put on disk what had to be kept in memory, if there is such and that works by now."""
        self._do(self._writing_down())

    def _writing_down(self) -> Steps[None]:
        if self.durable or (done := self._full_disk.write_down(self.timeline.now, self._context)) is None:
            return
        now = self.timeline.now()
        opened, self.record = done
        self.world.store = opened.store
        yield from self.record.reading()
        self.moment = replace(self.moment, state=self.record.state)
        self._scan, self._last_seen = Scan(self.record), LastSeen(opened.store, now)
        self._stepped = now
        self.trouble("history", None)
        self.say_remarks(opened)
        self.say_left_out()
        self.tell(notices.trouble(wording.written(self._full_disk.since, self._context.zone)))

    def tell(self, notice: Notice) -> None:
        """Tell the person something of the machine."""
        self._slots.say(notices.TROUBLE, notice)

    def close(self) -> None:
        """Put on disk what is not yet; nothing depends on it."""
        if self._reading is None:
            self.write_down()
        if self._reading is None and self._full_disk.missed:
            self._do(self._taking(Looked()))
        if self._reading is None:
            self._save_seen(now=True)
        else:
            self._reading.stop()
        self.record.keep()

    def _stepping(self, event: Event) -> Steps[Outcome | None]:
        """What ``event`` came to; None when it could not be recorded."""
        at = self._stepped = self.timeline.now()
        if not isinstance(event, ClockSet):
            # After a night, say: a machine that fell silent meanwhile is no longer where the person works.
            yield from self._wait_is_over(at)
        if (zone := self.world.clock.zone()) != self._context.zone:
            self._context = replace(self._context, zone=zone, appointments=placed(self._entries, zone))
        outcome = None
        if (yield from self._catching_up()) or isinstance(event, Asked):
            outcome = yield from self._settling(event, at)
        if outcome is None and not isinstance(event, Asked | Looked):
            self._full_disk.missed.append(Late(event, at))
        return outcome

    def _catching_up(self) -> Steps[bool]:
        """Take in what was missed so far; whether that is all on record."""
        missed = self._full_disk.missed
        for _ in range(len(missed)):
            late = missed.popleft()
            before, asked = self.moment.state, isinstance(late.event, Asked)
            outcome = yield from self._settling(late.event, late.at, made_up=not asked)
            if outcome is None and not asked:
                missed.appendleft(late)
                return False
            if late.then is not None:
                late.then(before, outcome)
            else:
                self._say_what_came(late.event, before, outcome)
        return True

    def _settling(self, event: Event, at: datetime, *, made_up: bool = False) -> Steps[Outcome | None]:
        """What ``event`` came to; None when it could not be recorded.

        Raises StoreError where its facts are on record, and what they come to cannot be read.
        """
        if not isinstance(event, Asked) or not isinstance(event.command, ReportAgent):
            return (yield from self._settling_as_it_is(event, at, made_up=made_up))
        outcome = None
        keeps = self._context.settings.agents.names
        for said in self.agent_names.on_record(event.command, self.moment.state.agents, at, keeps=keeps):
            outcome = yield from self._settling_as_it_is(Asked(said), at, made_up=made_up)
        if self._context.agent_names is not self.agent_names.known:
            self._context = replace(self._context, agent_names=self.agent_names.known)
        return outcome

    def _settling_as_it_is(self, event: Event, at: datetime, *, made_up: bool) -> Steps[Outcome | None]:
        try:
            past = self.record.back_to
            outcome = yield from stepping(
                self.moment, event, at, self._context, self._append, past=past, made_up=made_up
            )
        except StoreError as problem:
            if not self.record.is_read:
                raise
            self.moment = replace(self.moment, state=self.record.state)  # some of it may be on record
            self.trouble("store", str(problem))
            return None
        before, self.moment = self.moment, outcome.moment
        if not made_up and (media := self.world.media):
            self._media.follow(before, self.moment, media, self._context.settings)
        late = self.timeline.now() - at > LATE
        for effect in outcome.effects:
            if not (late and isinstance(effect, e.Happened)):
                self._carry_out(effect)
        return outcome

    def _append(self, facts: tuple[Fact, ...]) -> Steps[State]:
        state = yield from self.record.appending(facts)
        if facts:
            self.trouble("store", None)
        if _LEFT_OUT in self.problems:
            self.say_left_out()
        return state

    def _carry_out(self, effect: e.Effect) -> None:
        world = self.world
        simply = {
            e.QuitWanted: world.stop,
            e.SettingsWanted: world.open_settings,
            e.ReportWanted: world.open_report,
            e.DemoWanted: world.show_demo,
        }
        if isinstance(effect, e.QuitWanted | e.SettingsWanted | e.ReportWanted | e.DemoWanted):
            simply[type(effect)]()
        elif isinstance(effect, e.Happened):
            if world.hooks:
                world.hooks.happened(effect, self.moment.level, self.present(), self.context)
        elif isinstance(effect, e.PanelWanted):
            world.open_panel(effect.x, effect.y)
        elif isinstance(effect, e.WordsWanted):
            world.copy_words() if effect.copy else self._show_words()
        elif isinstance(effect, e.PresetWanted):
            world.preset(effect.name)
        elif isinstance(effect, e.AutostartWanted):
            world.autostart(effect.on)
        elif isinstance(effect, e.DayIsOver) and world.hooks:
            # The last word comes when the hooks of the end of the day have done what they do.
            world.hooks.after_day_end(lambda: self._tell(effect))
        else:
            self._tell(effect)

    def _tell(self, effect: e.Announcement) -> None:
        if (told := notices.told(effect, self.face_now(), self.present(), self.context)) is not None:
            self._slots.say(*told)

    def _show_words(self) -> None:
        """Show the words for whoever asks for something, with the day on which there would be room by the record."""
        from tray.history import answers  # seldom needed

        try:
            found = answers.answer("decline", {}, self.record, self.present(), self.context)
        except StoreError as problem:
            self.trouble("past", str(problem))
            return
        self._slots.say(notices.LIMIT, notices.declining(found["text"]))

    def face_now(self) -> Face:
        """What there is to show, in the language in force; `face` is what is shown."""
        if self._reading is not None and not self.record.is_read:
            # The last that was good, where there is one.
            return (
                self.face
                if self.knows and self.face
                else icon_mark_tooltip_clicks.while_reading(wording.reading(self._percent))
            )
        return icon_mark_tooltip_clicks.face(self.present(), self.moment.senses, self.timeline.now(), self.context)

    def _tell_followers(self) -> None:
        for follower in self.followers:
            follower()

    def show(self) -> None:
        """Tell the desktop what differs from what it shows."""
        face = self.face_now()
        if face != self.face:
            self.face = face
            if self.world.tray:
                self.world.tray.show(face)
            self._tell_followers()
        if self._reading is not None:
            return  # what stands on the screen is for the record to say
        # One voice: that of the machine where the person is. What is asked moves with them.
        standing = notices.standing(self.present(), self.context) if is_here(self.present()) else {}
        if notices.ON_BREAK in standing and self._is_on_the_screen():
            del standing[notices.ON_BREAK]
        for slot in notices.STANDING:
            notice, shown = standing.get(slot), self._slots.standing(slot)
            if notice is not None and self._is_out_of_place(slot, is_there=shown is not None):
                self._slots.withhold(slot)
            elif notice is None or notice != shown:
                self._slots.put(slot, notice)

    def _is_on_the_screen(self) -> bool:
        """The break window shows the break that is on, with all that a notification would say."""
        return self.world.has_window and (
            self.break_shown() is not None or self._break_screen.has_shown(self.moment.state)
        )

    def _is_out_of_place(self, slot: str, *, is_there: bool) -> bool:
        """What the person did not ask for makes room for a talk, and comes back like anything of our own accord."""
        state, senses, at = self.present(), self.moment.senses, self.timeline.now()
        if slot == notices.ON_BREAK or (slot == notices.DAY and shutdown.draining(state)):
            return False
        if quiet_gate_and_budget.covers(state, senses, at, self.context, suggestion=slot == notices.SUGGESTION):
            return True
        if is_there:
            return False
        if slot == notices.QUESTION:
            return bool(quiet_gate_and_budget.closed(state, senses, at, self.context))
        # what is about to be said again need not come back in its old words before
        return slot == notices.SUGGESTION and nudges_at_good_moments.could_speak(state, senses, at, self.context)

    def _save_seen(self, *, now: bool = False) -> None:
        at = self.timeline.now()
        # While the disk is full this is also what finds out that it is so no longer.
        tried = "store" in self.problems and at >= self._last_seen.next_at
        if not (now or tried or self._last_seen.due(self.moment, at)):
            return
        try:
            self._last_seen.keep(self.moment, at)
        except StoreError as problem:
            self.trouble("store", str(problem))
        else:
            self.trouble("store", None)
