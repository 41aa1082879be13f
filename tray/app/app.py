"""Puts the real thing together. The only file that names concrete parts of the world."""

import os
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, TextIO

from tray import __version__
from tray.app.answer_command_line import Serving
from tray.app.commitment_sources import CommitmentSources
from tray.app.followers import Followers
from tray.app.loop import Loop, World
from tray.app.processes.code_process import KeepingCode
from tray.app.processes.hooks import HookParts
from tray.app.processes.window_process import WindowProcess, is_installed
from tray.app.read_and_publish_calendars import CalendarSource, Publishing
from tray.app.start import Start
from tray.control import protocol
from tray.control.listen import Listening, listen
from tray.core.days_and_nights import day_bounds, day_of
from tray.core.messages.events import PresetFound
from tray.desktop.autostart import Autostarting
from tray.desktop.common.clock import SystemClock
from tray.desktop.common.release_memory import GivingBack
from tray.desktop.linux.watch.mounts import may_hang
from tray.errors import AlreadyRunning, BackpressureError, StoreError, UsageError
from tray.lib.called_as import called_as
from tray.lib.crashes import something_went_wrong
from tray.lib.language.catalogue_reader import put_in_force
from tray.lib.language.locales import locale
from tray.lib.language.translation import say
from tray.lib.loading.load_code_file import KeptCode
from tray.lib.text import harmless
from tray.ports import Clock, Request, Store
from tray.settings.defaults.every_setting import Machines, Settings
from tray.store.files import displays_to_rejoin
from tray.store.files.agent_names import AgentKey
from tray.store.files.durable_files import home_folder
from tray.store.files.log import Log
from tray.store.files.places import Places
from tray.store.files.settings_file import SettingsFile, settings_path
from tray.store.files.settings_last_good import LastGood
from tray.store.files.settings_reader import Aside, SettingsReader
from tray.store.journal.journal import Journal
from tray.store.journal.memory import MemoryStore
from tray.store.opening import Opened, open_journal, open_store
from tray.view.tray import notices
from tray.view.tray.face import Notice
from tray.view.words import welcome
from tray.view.words.history_loading_and_trouble import in_memory

if TYPE_CHECKING:
    from tray.desktop.child_process import Copy
    from tray.desktop.common.tray_in_terminal import TerminalLine

_LOOK_FOR_TRAY = timedelta(seconds=5)
"""A panel that is there has shown the icon by then."""
_LONGEST_VALUE = 4096
"""Of a variable of the environment that names a display."""
_PARTS = ("_sharing", "_window", "_commitments", "_calendar", "_settings", "_watch", "_server", "desktop")
"""In the order in which they are closed."""
_ENDINGS = ("SIGTERM", "SIGINT", "SIGHUP", "SIGBREAK")
"""What asks the program to end; no system has all of them."""


class App:
    """One run of the program."""

    def __init__(
        self,
        *,
        wants_tray: bool,
        out: TextIO,
        environment: Mapping[str, str] = os.environ,
        clock: Clock | None = None,
        speed: float = 1.0,
        script: Callable[["App"], None] | None = None,
        begun: Start | None = None,
        code: KeptCode | None = None,
    ) -> None:
        """``clock`` and ``speed`` are another's in a demonstration, which ``script`` then plays.

        ``begun`` is what the run has begun with already, ``code`` where its code is kept for the next one.
        """
        self._wants_tray = wants_tray
        self._out = out
        self._environment = environment
        self._speed = speed
        self._script = script
        self._given = begun
        self._code = code
        self.places = Places(dict(environment))
        self._clock = clock or SystemClock()
        self._log: Log | None = None
        self._line: TerminalLine | None = None
        self._copies: list[Copy] = []
        """Those of this process that still work something out."""
        self._missed = False
        self._opened: Store | None = None
        """The history, until the loop has it."""
        self._watch: Any = None
        self._sharing: Any = None
        self._shared = Machines()

    def run(self) -> int:
        """Run until somebody ends it; returns the exit code.

        Raises AlreadyRunning when another one runs, StoreError when there is no place to run in.
        """
        self._begin(begun := self._given or Start(self._environment))
        self._log = _log(self.places)
        try:
            self._build()
            begun.failed = self._failed
            for fault in begun.faults:
                self._failed(fault)
            self._say_hello()
            self._say_what_is_missing(at_once=True)
            self.loop.start()
            self.loop.show()
            begun.end()
            self._join_again()
            self.reactor.later(_LOOK_FOR_TRAY, self._say_what_is_missing)
            self._giving_back = GivingBack(self._clock, self._loaded, self._forget)
            self.reactor.later(_LOOK_FOR_TRAY, self._giving_back.do)
            self._keeping = KeepingCode(self._code, self.reactor, self._clock, self._environment, self._note)
            if self._script:
                self._script(self)
            self.loop.world.autostart(None)
            self._look_for_preset()
            self.desktop.run_with(lambda: self.reactor.run(self._each))
        finally:
            self._close()
            for lock in self._locks:
                lock.release()
        return 0

    def _begin(self, begun: Start) -> None:
        self._begun, self._locks, self.reactor = begun, begun.locks, begun.reactor
        begun.take = lambda event: self.loop.take(event)

    def _build(self) -> None:
        self.settings_file = SettingsFile(settings_path(self._environment))
        kept_settings = LastGood(self.settings_file, self.places.last_good)
        path = self.settings_file.path
        self._settings = SettingsReader(
            kept_settings,
            self.settings_file,
            self.reactor,
            lambda: _distrusted(path),
            may_hang=may_hang(path, self._environment),
        )
        self._aside = Aside(self.reactor)
        settings, problem = self._settings.first()
        self._speak(settings)
        opened = open_store(self.places.history, self._clock.wall())
        self._opened = store = opened.store
        self._begun.turn()
        world = World(
            clock=self._clock,
            store=store,
            read_settings=self._settings.read,
            open_settings=lambda: self._open("settings"),
            open_report=lambda: self._open("report"),
            open_panel=self._open_panel,
            show_demo=lambda: self._open("demo"),
            copy_words=lambda: self._open("words"),
            preset=self._preset,
            purging=self._purging,
            purged=lambda: self._sharing and self._sharing.purged(),
            imported=lambda: self._sharing and self._sharing.imported(),
            agent_key=AgentKey(self.places.agent_key).read,
            stop=self.reactor.stop,
            has_window=is_installed(),
            reopen=self._reopen if isinstance(store, MemoryStore) else None,
            rescue=lambda at: open_journal(self.places.history, at, suspect=True),
        )
        self.loop = Loop(world, settings)
        self._begun.turn()
        self._hooks = HookParts(self.loop, self.reactor, self._settings.distrust, self.places, self._environment)
        self._commitments = CommitmentSources(
            self.loop, self.reactor, self._settings.distrust, self._environment, self._note
        )
        self._publishing = Publishing(self.loop, self.reactor, self.places.data)
        self._calendar = CalendarSource(self.loop, self.reactor, self._environment)
        self._apply_to_own_parts(settings)
        files = self.places.readable(self.settings_file.path)
        self.serving = Serving(self.loop, self._sources, files, self._copy)
        self._followers = Followers(self.serving.status)
        self._window = WindowProcess(self.reactor, self._in_front, break_shown=self.loop.break_shown)
        self.loop.followers.append(self._window.changed)
        self._build_desktop(settings)
        if problem:
            said = (
                say("The settings have mistakes, so the defaults apply:")
                if settings == Settings()
                else say("The settings have mistakes, so your previous ones stay in force:")
            )
            self._print(f"{said}\n{problem}")
            self.loop.settings_mistaken(problem)
        self.loop.say_remarks(opened)
        for remark in opened.remarks:
            self._print(remark if self.loop.durable else in_memory(remark))
        self._server = self._serve()
        self.reactor.stop_at(*(getattr(signal, name) for name in _ENDINGS if hasattr(signal, name)))

    def _reopen(self, at: datetime) -> Opened:
        if len(self._locks) == 1:  # the folder was not there, or could not be locked
            try:
                self._locks.append(self._begun.history_lock())
            except AlreadyRunning as other:
                raise StoreError(str(other)) from other
        opened = open_journal(self.places.history, at)
        self._log = self._log or _log(self.places)  # it had no folder either where the home came late
        return opened

    def _apply(self, settings: Settings) -> None:
        self._apply_to_own_parts(settings)
        self.desktop.apply(settings)

    def _apply_to_own_parts(self, settings: Settings) -> None:
        self._speak(settings)
        self._hooks.apply(settings)
        self._commitments.apply(settings)
        self._calendar.apply(settings)
        self._share(settings.machines)

    def _share(self, wanted: Machines) -> None:
        """Share with other machines as the settings say, and load nothing of that where they say nothing."""
        if wanted == self._shared or self._script is not None:
            return
        self._shared = wanted
        if self._sharing is not None:
            self._sharing.close()
            self._sharing = None
        if wanted.folder:
            from tray.app.machines.sharing import Sharing
            from tray.store.machines.folder import expanded

            hangs = may_hang(expanded(wanted.folder), self._environment)
            self._sharing = Sharing(self.loop, self.reactor, self.places, wanted, may_hang=hangs)

    def _purging(self, start: datetime | None, end: datetime | None, device: str | None) -> None:
        if self._sharing is not None:
            self._sharing.purging(start, end, device)
        elif os.path.exists(self.places.machines) and isinstance(store := self.loop.world.store, Journal):  # noqa: PTH110
            # It shared its history once, and when it does so again, this must not come back.
            from tray.store.machines import purging

            purging.remember(store, self.places.machines, start, end, device, self.loop.timeline.now())

    def _speak(self, settings: Settings) -> None:
        put_in_force(locale(self._environment, settings.general.language), self._note)

    def _build_desktop(self, settings: Settings) -> None:
        from tray.desktop.choose_desktop import this_desktop

        self.desktop = this_desktop(
            self.reactor,
            settings,
            wants_tray=self._wants_tray,
            saving=lambda: self.loop.close(),
            environment=self._environment,
            watches_input=self._script is None,
            first_icon=self._begun.first_icon,
            standing=self.places.standing,
        )
        self.loop.world.tray = self.desktop.tray
        self.loop.world.notifier = self.desktop.notifier
        if self._script is None:
            self.loop.world.media = self.desktop.media
        self.loop.world.apply = self._apply
        if self._script is None:
            self.loop.world.autostart = Autostarting(
                self.reactor.post, lambda why: self.loop.tell(notices.trouble(why)), self._environment
            )
        self._settings.came = self._settings_came
        self._settings.trouble = partial(self.loop.trouble, "settings' disk")
        self._settings.begin()
        self._watch = self._settings if self._settings.may_hang else self._watching()

    def _watching(self) -> Any:
        path, changed = self.settings_file.path, self._settings.read_again
        if sys.platform == "linux":
            from tray.desktop.linux.watch.file_watch import FileWatch

            return FileWatch(self.reactor, path, changed)
        from tray.desktop.common.settings_watch_on_windows_and_macos import LookingWatch

        return LookingWatch(self.reactor, path, changed)

    def _serve(self) -> Listening | None:
        try:
            return listen(self.reactor, self.places.runtime, self._request)
        except BackpressureError as error:
            self.loop.problems["control"] = str(error)
            self._print(say("The command line can't reach this program: {problem}", problem=error))
            return None

    def _request(self, request: Request) -> None:
        if request.verb == protocol.FOLLOW:
            self._followers.add(request)
            return
        if request.verb in (protocol.WINDOW, protocol.LEAVES):
            self._window.answer(request)
            return
        if request.verb == protocol.TAKE:
            self.serving.take_in(request)
            return
        if request.verb == protocol.DISPLAY:
            self._join(request)
            return
        self.serving.give(request)

    def _copy(self, says: Callable[[], bytes], heard: Callable[[bytes], None]) -> bool:
        """Have a copy of the program say something; see `Serving`."""
        from tray.desktop.child_process import Copy, can_be_made

        store = self.loop.world.store
        if not can_be_made() or (isinstance(store, Journal) and not store.is_idle):
            return False

        def says_as_a_copy() -> bytes:
            if isinstance(store, Journal):
                store.read_as_a_copy()
            return says()

        keeps = [self.places.history, *([self._code.path] if self._code else ())]

        def heard_and_over(said: bytes) -> None:
            self._copies.remove(copy)
            heard(said)

        try:
            copy = Copy(self.reactor, says_as_a_copy, heard_and_over, [os.path.realpath(each) for each in keeps])
        except OSError:  # no room for another process: it is answered here
            return False
        self._copies.append(copy)
        return True

    def _join(self, request: Request) -> None:
        """Notice input on another display too. Raises UsageError and DesktopError."""
        given = request.arguments
        if not all(isinstance(each, str) and len(each) <= _LONGEST_VALUE for each in given.values()):
            raise UsageError(say("The name of a display can be at most {most} characters long.", most=_LONGEST_VALUE))
        join = getattr(self.desktop, "join", None)  # elsewhere a person has one desktop at a time
        name = join(given) if join is not None else None
        joined: list[Mapping[str, str]] = getattr(self.desktop, "joined", list)()
        if name is not None and joined != displays_to_rejoin.kept(self.places.displays):
            with suppress(StoreError):  # it is joined all the same
                displays_to_rejoin.keep(self.places.displays, joined)
        request.answer({"ok": True, "result": {"display": name}})

    def _join_again(self) -> None:
        """The displays of the last run."""
        if self._script is None and (known := displays_to_rejoin.kept(self.places.displays)):
            again = getattr(self.desktop, "join_again", None)
            if again is not None:
                again(known)

    def _in_front(self) -> Mapping[str, str]:
        """The environment for what is opened: that of the display where the person is."""
        where: Callable[[], Mapping[str, str]] = getattr(self.desktop, "in_front", lambda: self._environment)
        return where()

    def _each(self) -> timedelta | None:
        wait = self.loop.each()
        self.serving.look()
        self._followers.look()
        self._window.look()
        self._publishing.look()
        if self._sharing is not None:
            self._sharing.look()
        self._giving_back.look()
        self._keeping.look()
        if self._speed == 1:
            self.loop.timeline.waits(wait)
        return None if wait is None else wait / self._speed

    def _open(self, what: str) -> None:
        from tray.app.processes.report_demo_and_copy_processes import copy_words, open_report, show_demo

        try:
            if what == "report":
                open_report(self._in_front())
            elif what == "demo":
                show_demo(self._in_front())
            elif what == "words":
                copy_words(self._in_front())
            else:
                self._aside.run(self.settings_file.write_default, self._edit, self._failed_to)
        except BackpressureError as error:
            self._failed_to(str(error))

    def _edit(self, _: bool) -> None:
        from tray.desktop.editor import open_in_editor

        try:
            open_in_editor(self.settings_file.path, self._in_front())
        except BackpressureError as error:
            self._failed_to(str(error))

    def _failed_to(self, why: str) -> None:
        self.loop.tell(notices.trouble(why))
        self._note(why)

    def _open_panel(self, x: int, y: int) -> None:
        try:
            self._window.open_panel(x, y)
        except BackpressureError as error:
            self.loop.tell(notices.trouble(str(error)))
            self._note(str(error))

    def _preset(self, name: str | None) -> None:
        from tray.app.preset_from_menu import carry_out  # few people choose one on any day

        file, undo = self.settings_file, self.places.preset_undo
        self._aside.run(lambda: carry_out(name, file, undo), self._preset_done, self._failed_to)

    def _preset_done(self, notice: Notice) -> None:
        self.loop.tell(notice)
        self._look_for_preset()

    def _settings_came(self) -> None:
        self.loop.reload_settings()
        self._look_for_preset()

    def _look_for_preset(self) -> None:
        """See whether the last preset can be taken back, which ends with any other change of the file."""
        if not self.places.has_preset_undo:
            self.reactor.post(PresetFound(undoable=False))
            return
        from tray.store.files.preset_apply_and_undo import PresetFile

        presets = PresetFile(self.settings_file, self.places.preset_undo)
        self._aside.run(presets.can_take_back, lambda can: self.reactor.post(PresetFound(can)), self._failed_to)

    def _sources(self) -> tuple[dict[str, str], tuple[str, ...]]:
        watch = self._watch.problem if self._watch else None
        return self.desktop.sources(), tuple(each for each in (*self.desktop.problems.values(), watch) if each)

    def _say_hello(self) -> None:
        called = called_as("backpressure", "tray")
        for line in welcome.running(__version__, self.settings_file.path, called):
            self._print(line)

    def _say_what_is_missing(self, *, at_once: bool = False) -> None:
        """At once where there is nothing that could show an icon, else when a panel has had the time to."""
        if self._line or self.desktop.tray.hosted() is not False or (at_once and self.desktop.may_have_tray):
            return
        if self._wants_tray and not self._missed:
            self._missed = True
            from tray.view.words.desktop_parts_and_libraries import no_tray

            self._print(no_tray())
        if self._out.isatty():
            from tray.desktop.common.tray_in_terminal import TerminalLine

            self._line = TerminalLine(self._out, colour=not self._environment.get("NO_COLOR"))
            self.loop.followers.append(self._draw_line)
            self._draw_line()

    def _draw_line(self) -> None:
        if self._line and self.loop.face and self.desktop.tray.hosted() is False:
            self._line.show(self.loop.face)

    def say(self, text: str) -> None:
        """A line in the terminal, if there is one."""
        self._print(text)

    def _print(self, text: str) -> None:
        try:
            self._out.write(f"{harmless(text)}\n")
            self._out.flush()
        except OSError:
            # Its terminal was closed; the program goes on without one.
            self._out = open(os.devnull, "w")  # noqa: SIM115, PTH123

    def _failed(self, problem: Exception) -> None:
        if self._log:
            self._log.fault(problem)
        self.loop.problems["fault"] = something_went_wrong(self.places.log)

    def _note(self, text: str) -> None:
        if self._log:
            self._log.write(text)

    def _loaded(self) -> int:
        """How many modules, and functions by themselves."""
        return len(sys.modules) + (self._code.fetched if self._code else 0)

    def _forget(self) -> None:
        if isinstance(store := self.loop.world.store, Journal):
            store.forget_pages()

    def _close(self) -> None:
        with ExitStack() as ends:  # which come from the last to the first, whatever another one raises
            ends.callback(self.reactor.close)
            if hasattr(self, "loop"):
                ends.callback(self._keep_face)  # which belongs to the history as it is in the end
            ends.callback(self._close_store)
            if hasattr(self, "loop"):
                ends.callback(self._close_loop)
            if self._line:
                ends.callback(self._line.close)
            for part in reversed(_PARTS):
                if getattr(self, part, None) is not None:
                    ends.callback(getattr(self, part).close)
            for copy in self._copies:
                ends.callback(copy.end)  # what it works out has nobody to hear it

    def _close_loop(self) -> None:
        with suppress(StoreError):
            self.loop.close()

    def _close_store(self) -> None:
        """Without this end the next start would take the history for damaged."""
        store = self.loop.world.store if hasattr(self, "loop") else self._opened
        if store is not None:
            store.close()

    def _keep_face(self) -> None:
        """For the next start, where the icon was shown, and what was known of the day is on disk."""
        face, settings = self.loop.face, self.loop.context.settings
        if face is None or self.loop.reading or not (self.loop.durable and self._wants_tray and settings.icon.shown):
            return
        if self._script is None and sys.platform == "linux" and not self._settings.may_hang:
            from tray.store.files import last_face

            now, zone, hours = self._clock.wall(), self.loop.context.zone, settings.hours
            until = day_bounds(day_of(now, zone, hours), zone, hours)[1]
            origin = last_face.Origin(self.settings_file.path, self.places.history, self._environment)
            last = last_face.LastFace(face.gauge, face.tooltip, face.status, settings.icon.palette, settings.icon.panel)
            last_face.keep(self.places.last_face, last, origin, now, until)


def _distrusted(path: str) -> str | None:
    from tray.store.files.settings_trust import distrust  # where somebody has hooks

    return distrust(path)


def _log(places: Places) -> Log | None:
    try:
        home_folder(places.state)
    except StoreError:
        # A log is a convenience; a read-only home must not keep the program from running.
        return None
    return Log(places.log)
