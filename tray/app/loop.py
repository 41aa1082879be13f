"""The loop: inbox → step → carry out → show. What it shows is compared with what was shown; nothing says refresh."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from tray.app.break_effects import BreakMedia, BreakScreen
from tray.app.full_disk import FullDisk
from tray.app.notified import Slots, Troubles
from tray.app.reading import AGAIN_AFTER, BETWEEN, Reading
from tray.app.timeline import STEP, Timeline
from tray.core.appointments import Entry, placed
from tray.core.breaks import gate, nudges
from tray.core.context import Context
from tray.core.day import shutdown
from tray.core.engine import schedule
from tray.core.engine.hooks import LATE
from tray.core.engine.step import Moment, Outcome, step
from tray.core.messages import effects as e
from tray.core.messages.commands import CheckIn, Command, OpenSettings, PlanBlock, Quit
from tray.core.messages.events import Asked, CalendarRead, ClockSet, Event, Looked, SettingsSaved, Started
from tray.core.messages.facts import Fact, Recorded
from tray.core.state.ongoing import Answered
from tray.core.state.senses import Senses
from tray.core.state.state import State, advance_to, is_here
from tray.core.wellbeing import easing
from tray.errors import BackpressureError, SettingsInvalid, StoreDamaged, StoreError
from tray.history.record import Record
from tray.history.scan import Scan
from tray.lib.frozen import dataclass
from tray.lib.steps import Steps
from tray.ports import Clock, Hooks, Media, Notifier, Store, Tray
from tray.settings.catalogue.catalogue import Settings
from tray.store.opening import Opened
from tray.view.tray import look, notices
from tray.view.tray.face import Face, Notice
from tray.view.words import history as wording
from tray.view.words.rounding import FULL

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
        self._store.saw(schedule.last_seen(moment, at))


_LEFT_OUT = "left out"


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
    autostart: Callable[[bool | None], None] = lambda _: None
    """Has the session start the program, or no longer, or only looks whether it does; posts what it found."""


class Loop:
    """Owns the state. Everything runs in the reactor's thread."""

    def __init__(self, world: World, settings: Settings) -> None:
        """Raises StoreError when the journal cannot be read."""
        self.world = world
        now = world.clock.wall()
        self.record = Record(world.store, now, at_once=False)
        self._reading = None if self.record.is_read else Reading(self.record, world.clock, now, is_start=True)
        self._started, latest = self._seen_before() if self.record.is_read else (None, None)
        self.timeline = Timeline(world.clock, latest)
        self._context = Context(settings, world.clock.zone())
        self._entries: tuple[Entry, ...] = ()
        """Of the person's calendars."""
        self.moment = Moment(self.record.state if self.record.is_read else State(at=now), Senses())
        self._troubles = Troubles()
        self.face: Face | None = None
        self.machine_names: dict[str, str] = {}
        """What the person calls their other machines, by id."""
        self.followers: list[Callable[[], None]] = []
        """Called after each change of what is shown."""
        self._slots = Slots(lambda: self.world.notifier)
        self._changed: Callable[[int | BackpressureError], None] | None = None
        self._scan = Scan(self.record)
        self._last_seen = LastSeen(world.store, now)
        self._media = BreakMedia()
        self._break_screen = BreakScreen()
        self._next = self._due = now
        self._stepped: datetime | None = now  # until it is worked out what falls due after that step
        self._full_disk = FullDisk(world.store, world.reopen, now)

    @property
    def durable(self) -> bool:
        """What is recorded lasts; not where nothing can be written."""
        return self._full_disk.durable

    @property
    def problems(self) -> dict[str, str]:
        """What the person should know of, by topic; shown by ``status``."""
        return self._troubles.now

    @property
    def context(self) -> Context:
        """What holds now: the settings of the file, as a bad answer or a holiday changes them for this day."""
        return easing.in_force(self.moment.state, self._context)

    def start(self) -> None:
        """Take in what happened while nothing ran; where the record is still being read, once that is known."""
        if self._reading is None:
            self.say_left_out()
            self.take(Started(self._started, self.world.has_window))

    def _seen_before(self) -> tuple[datetime | None, datetime | None]:
        """Up to when the person was seen at work before this start, and the latest instant that is known of."""
        seen = schedule.seen_at_work(self.record.state, self.world.store.last_seen())
        latest = max((at for at in (self.record.state.at if self.record.begun else None, seen) if at), default=None)
        return seen, latest

    def take(self, event: Event) -> None:
        """Take in one event, after what happened to the clocks."""
        if self._reading is not None:
            self._put_off(event)
            return
        for each in (*self.timeline.happened(), event):
            before, outcome = self.moment.state, self._step(each)
            if outcome and outcome.refusal:
                self._slots.say(notices.LIMIT, notices.refused(outcome.refusal))
            elif outcome and isinstance(each, Asked) and isinstance(each.command, CheckIn):
                self._say_what_was_expected(before.answered, outcome)
            elif outcome and isinstance(each, Asked) and isinstance(each.command, PlanBlock):
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

    def ask(self, command: Command) -> None:
        """Do what the person asked for; when this returns, it is on disk.

        Raises Refused when one of their limits says no, StoreError when it could not be recorded.
        """
        if self._reading is not None:
            if not self._needs_no_record(command):
                raise StoreError(self.why_not_yet)
            return
        self.write_down()
        for each in self.timeline.happened():
            self._step(each)
        outcome = self._step(Asked(command))
        if outcome is None:
            raise StoreError(self.problems["store"])
        if outcome.refusal:
            raise outcome.refusal

    def each(self) -> timedelta | None:
        """Before every wait: settle what time alone brought, show it, and say how long nothing can change."""
        if self._reading is not None and not self._read_on(self._reading):
            return BETWEEN
        clocks = self.timeline.happened()
        for event in clocks:
            self._step(event)
        looked = self.timeline.now()
        if self._full_disk.due(looked):
            self.write_down()
        if self._stepped is None and looked < self._next and self._scan.wait is None:
            return self._next - looked  # somebody asked something, and nothing came of it
        if self._wait_is_over(looked):
            self.moment = replace(self.moment, state=self.record.state)
            self._step(Looked())
        elif clocks or looked >= self._next:
            self._step(Looked())
        self.show()
        self._save_seen()
        self._look_back()
        if self._stepped is not None:  # what fell due since then, while this took its time, is not passed over
            self._due, self._stepped = schedule.next_look(self.moment, self._stepped, self.context), None
        seen = self._last_seen.next_at if self.moment.state.working or "store" in self.problems else self._due
        self._next = min(self._due, seen, self._full_disk.next_at or self._due)
        wait = max(self._next - self.timeline.now(), timedelta(0))
        return min(wait, self._scan.wait or wait)

    def take_in(self, records: Iterable[Recorded]) -> int:
        """Take in what other machines recorded, and act by it at once; how many of these facts were new.

        For whatever brings them, an import or a shared folder. Facts are a set by (device, number): taking twice
        changes nothing, late ones are welcome, and those dated later than now wait for their time. Raises StoreError,
        and then nothing is changed: also while the record is being read, when it is to be tried again later.
        """
        if self._reading is not None:
            raise StoreError(self.why_not_yet)
        self.write_down()
        if not self.durable:
            raise StoreError(wording.unchangeable(self.problems.get("history", "")))
        now = self.timeline.now()
        new = self.record.take(records, now, at_once=False)
        if not new:
            return 0
        if not self.record.is_read:
            self.read_anew()
            return new
        self.moment = replace(self.moment, state=self.record.state)
        self.say_left_out()
        self.take(Looked())
        self.show()
        return new

    def heard_of(self, times: Mapping[str, datetime]) -> None:
        """Act by when the person's other machines were last known to run; not while the record is being read."""
        if self._reading is None:
            self.record.heard_of(times)
            if self._wait_is_over(self.timeline.now()):
                self.moment = replace(self.moment, state=self.record.state)
                self.take(Looked())
                self.show()

    def _wait_is_over(self, at: datetime) -> bool:
        """Whether what others recorded says something else by now than when it was read last."""
        try:
            return self.record.go_on(at)
        except StoreError as problem:
            self.trouble("store", str(problem))
            return False

    def read_anew(self) -> None:
        """Act by what is on record now, after facts came to it or went from it: at once, or when it is read."""
        now = self.timeline.now()
        if self.record.is_read:
            self._go_on_from_record(now)
            self.take(Looked())
        else:
            self._reading = Reading(self.record, self.world.clock, now, is_start=False)
        self.show()

    def do_in_steps(self, steps: Steps[int], done: Callable[[int | BackpressureError], None]) -> None:
        """Change the record by ``steps``, of how many facts they tell, and act by what is on record then.

        ``done`` is called with that number, or with what went wrong. What happens meanwhile is taken in after it, as
        while a long record is being read.
        """
        now = self.timeline.now()
        self._reading, self._changed = Reading(self.record, self.world.clock, now, is_start=False, first=steps), done
        self._read_on(self._reading)
        self.show()

    def _tell_what_changed(self, reading: Reading) -> None:
        """Answer whoever asked for the change, when it is made; the record need not be read by then."""
        if reading.changed is not None and self._changed is not None:
            done, self._changed = self._changed, None
            done(reading.changed)

    def _go_on_from_record(self, at: datetime) -> None:
        """Whoever is at work is so from ``at`` on: what was before may be gone."""
        senses = self.moment.senses
        self.moment = Moment(self.record.state, replace(senses, active_since=senses.active_since and at))
        self.say_left_out()

    @property
    def why_not_yet(self) -> str:
        """What to answer to somebody who asks for more than can be said while the record is being read."""
        return wording.not_while_reading(self._reading.percent if self._reading is not None else FULL)

    @property
    def reading(self) -> str | None:
        """That the record is still being read, and how far; None when all of it is known."""
        return None if self._reading is None else wording.reading(self._reading.percent)

    def _put_off(self, event: Event) -> None:
        assert self._reading is not None
        if isinstance(event, Asked):
            if not self._needs_no_record(event.command):
                self._slots.say(notices.STATUS, notices.trouble(wording.reading(self._reading.percent)))
            return
        for each in (*self.timeline.happened(), event):
            self._reading.came(each, self.timeline.now())

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

    def _read_on(self, reading: Reading) -> bool:
        """Read a slice of the record; whether all of it is known now, with all that happened meanwhile."""
        for each in self.timeline.happened():
            reading.came(each, self.timeline.now())
        now = self.timeline.now()
        try:
            if reading.is_due(now):
                known = self._go_on_reading(reading, now)
                if known:
                    self._begin(reading)
                self._tell_what_changed(reading)
                if known:
                    return True
        except StoreError as problem:
            self.trouble("store", str(problem))
            reading.again_at = now + AGAIN_AFTER
            if isinstance(problem, StoreDamaged) and self._is_rescued(now):
                reading.again_at = now
        self.show()
        return False

    def _go_on_reading(self, reading: Reading, at: datetime) -> bool:
        """Read a slice, after an error from the beginning; whether that was the last one. Raises StoreError."""
        if reading.again_at is not None:
            self.record = reading.record = Record(self.world.store, at, at_once=False)
            self._scan, self._last_seen = Scan(self.record), LastSeen(self.world.store, at)
            reading.again_at = None
            self.trouble("store", None)
        return reading.go_on()

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
        for remark in opened.remarks:
            self.trouble("history", remark)
        return True

    def _begin(self, reading: Reading) -> None:
        """The record is known; now take in what came before it was."""
        self._reading = None
        before: list[Event] = [Looked()]
        if reading.is_start:
            self.moment = Moment(self.record.state, Senses())
            seen, latest = self._seen_before()
            unseen = latest if latest is not None and reading.at + STEP < latest else None
            before = [*([ClockSet(unseen, unseen=True)] if unseen else []), Started(seen, self.world.has_window)]
            self.say_left_out()
        elif not isinstance(reading.changed, BackpressureError) and reading.changed != 0:
            self._go_on_from_record(reading.at)
        self._full_disk.missed.extend(reading.all_that_came(before))
        self._step(Looked())
        self.world.apply(self._context.settings)

    def _look_back(self) -> None:
        """Once a day and in slices, look through the history for early warnings."""
        try:
            read = self._scan.go_on(self.present(), self.moment.senses, self.timeline.now(), self.context)
        except StoreError as problem:
            self.trouble("past", str(problem))
            return
        if read is not None:
            self.trouble("past", None)
            self._step(read)

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
        self.problems.pop("settings", None)
        self._slots.put(notices.SETTINGS, None)
        changed = settings != self._context.settings
        if changed:
            self.take(Looked())  # so that what was until now is what the settings until now made of it
            self._context = replace(self._context, settings=settings)
        self.world.apply(settings)
        if changed:
            self.take(SettingsSaved())

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
        self.problems["settings"] = str(problem.problems[0])
        self._slots.say(notices.SETTINGS, notices.settings_problems(problem.problems))

    def trouble(self, topic: str, text: str | None) -> None:
        """Something is wrong, which is told once and shown by ``status``; or, with None, it is well again."""
        if text is None:
            self._troubles.well(topic)
        elif self._troubles.met(topic, text, self.timeline.now()):
            self.tell(notices.trouble(text))

    def say_left_out(self) -> None:
        """Tell once of facts on record that are not counted, and not at each start; ``status`` goes on to say it."""
        text = wording.left_out(self.record.implausible, self.record.waiting_count)
        if text and (_LEFT_OUT in self.problems or not self.record.left_out_is_news):
            self.problems[_LEFT_OUT] = text
        else:
            self.trouble(_LEFT_OUT, text)

    def write_down(self) -> None:
        """Put on disk what had to be kept in memory, if there is such and that works by now."""
        if self.durable or (done := self._full_disk.write_down(self.timeline.now, self._context)) is None:
            return
        now = self.timeline.now()
        opened, self.record = done
        self.world.store = opened.store
        self.moment = replace(self.moment, state=self.record.state)
        self._scan, self._last_seen = Scan(self.record), LastSeen(opened.store, now)
        self._stepped = now
        self.trouble("history", None)
        for remark in opened.remarks:
            self.trouble("history", remark)
        self.say_left_out()
        self.tell(notices.trouble(wording.written(self._full_disk.since, self._context.zone)))

    def tell(self, notice: Notice) -> None:
        """Tell the person something of the machine."""
        self._slots.say(notices.TROUBLE, notice)

    def close(self) -> None:
        """Put on disk what is not yet; nothing depends on it."""
        if self._reading is not None:
            self._reading.stop()
            self.record.keep()
            return
        self.write_down()
        if self._full_disk.missed:
            self._step(Looked())
        self._save_seen(now=True)
        self.record.keep()

    def _step(self, event: Event) -> Outcome | None:
        """What ``event`` came to; None when it could not be recorded."""
        missed = self._full_disk.missed
        at = self._stepped = self.timeline.now()
        if (zone := self.world.clock.zone()) != self._context.zone:
            self._context = replace(self._context, zone=zone, appointments=placed(self._entries, zone))
        while missed and self._settled(*missed[0], made_up=True) is not None:
            missed.popleft()
        outcome = None
        if not missed or isinstance(event, Asked):
            outcome = self._settled(event, at)
        if outcome is None and not isinstance(event, Asked | Looked):
            missed.append((event, at))
        return outcome

    def _settled(self, event: Event, at: datetime, *, made_up: bool = False) -> Outcome | None:
        """What ``event`` came to; None when it could not be recorded."""
        try:
            past = self.record.back_to
            outcome = step(self.moment, event, at, self._context, self._append, past=past, made_up=made_up)
        except StoreError as problem:
            self.moment = replace(self.moment, state=self.record.state)  # some of it may be on record
            self.trouble("store", str(problem))
            return None
        before, self.moment = self.moment, outcome.moment
        if not made_up:
            self._media.follow(before, self.moment, self.world.media, self._context.settings)
        late = self.timeline.now() - at > LATE
        for effect in outcome.effects:
            if not (late and isinstance(effect, e.Happened)):
                self._carry_out(effect)
        return outcome

    def _append(self, facts: tuple[Fact, ...]) -> State:
        state = self.record.append(facts)
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

    def _tell(self, effect: e.Effect) -> None:
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
        if self._reading is not None:
            return look.while_reading(wording.reading(self._reading.percent))
        return look.face(self.present(), self.moment.senses, self.timeline.now(), self.context)

    def show(self) -> None:
        """Tell the desktop what differs from what it shows."""
        face = self.face_now()
        if face != self.face:
            self.face = face
            if self.world.tray:
                self.world.tray.show(face)
            for follower in self.followers:
                follower()
        if self._reading is not None:
            return  # what stands on the screen is for the record to say
        # One voice: that of the machine where the person is. What is asked moves with them.
        standing = notices.standing(self.present(), self.context) if is_here(self.present()) else {}
        for slot in notices.STANDING:
            notice, shown = standing.get(slot), self._slots.standing(slot)
            if notice is not None and self._is_out_of_place(slot, is_there=shown is not None):
                self._slots.withhold(slot)
            elif notice is None or notice != shown:
                self._slots.put(slot, notice)

    def _is_out_of_place(self, slot: str, *, is_there: bool) -> bool:
        """What the person did not ask for makes room for a talk, and comes back like anything of our own accord."""
        state, senses, at = self.present(), self.moment.senses, self.timeline.now()
        if slot == notices.ON_BREAK or (slot == notices.DAY and shutdown.draining(state)):
            return False
        if gate.covers(state, senses, at, self.context, suggestion=slot == notices.SUGGESTION):
            return True
        if is_there:
            return False
        if slot == notices.QUESTION:
            return bool(gate.closed(state, senses, at, self.context))
        # what is about to be said again need not come back in its old words before
        return slot == notices.SUGGESTION and nudges.could_speak(state, senses, at, self.context)

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
