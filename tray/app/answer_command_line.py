"""Answers the command line from the running program."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from tray import __version__
from tray.app.loop import Loop
from tray.control import command_form, protocol
from tray.core.engine.commands_to_their_topics import answer as answered
from tray.core.messages.commands import Command, OpenPanel, ReportAgent
from tray.core.state.state import State, advance_to, own
from tray.desktop.common.commands_to_install_and_update import adding
from tray.errors import BackpressureError, DesktopError, Refused, StoreError, UsageError
from tray.lib.language.catalogue_reader import spoken
from tray.lib.language.formats import sentences
from tray.lib.language.translation import in_force, say
from tray.ports import Request
from tray.view.words.agents import in_short

if TYPE_CHECKING:
    from tray.history.hours_today_at_machines import AtMachines

# What puts answers into words is loaded when the first one is asked for: most days nobody asks.

_TELLS_EVERY = timedelta(seconds=1)
Sources = Callable[[], tuple[dict[str, str], tuple[str, ...]]]
Copy = Callable[[Callable[[], bytes], Callable[[bytes], None]], bool]
"""Has a copy of the program say something, and gives that to who hears it, or nothing; whether there is such a copy."""

_BY_A_COPY = {
    protocol.PANEL,
    protocol.COMMITMENTS,
    protocol.AGENTS,
    protocol.WHAT_IF,
    protocol.SESSIONS,
    protocol.DECLINE,
    protocol.CUT,
    protocol.BLOCKS,
}
"""What is asked seldom, changes nothing and takes a good part of all rules: half a megabyte, which would stay."""


class _Waiting:
    """Somebody who waits for an answer."""

    def __init__(self, request: Request, since: timedelta) -> None:
        self._request = request
        self._told = since
        self.is_over = False

    def end(self, answer: Mapping[str, Any]) -> None:
        """Give the answer."""
        self.is_over = True
        self._request.answer(answer)

    def waits_on(self, now: timedelta) -> bool:
        """Tell from time to time that the answer is still to come; whether anybody waits for it."""
        if not self.is_over and now - self._told >= _TELLS_EVERY:
            self._told = now
            return self._request.more({"ok": True, protocol.WAITS: True})
        return not self.is_over


class Serving:
    """Turns a request into its answer; when a command's answer goes out, what it did is on disk."""

    def __init__(
        self,
        loop: Loop,
        sources: Sources,
        files: Mapping[str, str] | None = None,
        copy: Copy = lambda _says, _heard: False,
    ) -> None:
        """``files`` are the ``history``, the ``settings`` and the ``last_good`` ones, where others can read them."""
        self._loop = loop
        self._copy = copy
        self._sources = sources
        self._files = files
        self._at_machines: AtMachines | None = None
        self._waiting: list[_Waiting] = []
        """Requests that are answered when the record is read."""

    def give(self, request: Request) -> None:
        """Answer a request; a command that comes while the record is being read, when it is done."""
        if request.verb != protocol.COMMAND:
            if request.verb not in _BY_A_COPY or not self._have_answered(request):
                request.answer(self.answer(request.verb, request.arguments, request.language))
            return
        waiting = _Waiting(request, self._loop.world.clock.elapsed())
        self._waiting.append(waiting)
        self._carry_out(request.arguments, request.language, waiting.end)
        self._waiting = [each for each in self._waiting if not each.is_over]

    def _have_answered(self, request: Request) -> bool:
        """Have a copy of the program work the answer out, which ends with all that it loads for that."""
        line = request.line
        if line is None or self._loop.reading:
            return False

        def says() -> bytes:
            return protocol.answer_line(self.answer(request.verb, request.arguments, request.language))

        return self._copy(says, lambda said: line(said or says()))

    def look(self) -> None:
        """Tell those who wait for long that they do, so that they wait on. Costs nothing where nobody does."""
        if self._waiting:
            now = self._loop.world.clock.elapsed()
            self._waiting = [each for each in self._waiting if each.waits_on(now)]

    def answer(self, verb: str, arguments: Mapping[str, Any], language: str = "") -> dict[str, Any]:
        """The answer as the protocol wants it: ``ok`` with a ``result``, or an ``error`` with an ``exit_code``.

        It is said in the language of who asks, and in English to machines; what is shown meanwhile, in ours.
        """
        if verb != protocol.COMMAND:
            return self._answer(verb, arguments, language, self._loop.moment.state)
        answers: list[Mapping[str, Any]] = []
        self._carry_out(arguments, language, answers.append)
        return dict(answers[0]) if answers else _failure(StoreError(self._loop.reading))

    def _answer(
        self,
        verb: str,
        arguments: Mapping[str, Any],
        language: str,
        before: State,
        problem: BackpressureError | None = None,
    ) -> dict[str, Any]:
        """``before`` is the state before a command was carried out, ``problem`` why it wasn't."""
        try:
            if problem is not None:
                raise problem
            with spoken(language):
                return {"ok": True, "result": self._result(verb, arguments, before)}
        except BackpressureError as error:
            return _failure(error)

    def _carry_out(
        self, arguments: Mapping[str, Any], language: str, answer: Callable[[Mapping[str, Any]], None]
    ) -> None:
        """Have a command carried out, and answer then."""
        try:
            command = command_form.unpacked(arguments)
            if isinstance(command, OpenPanel) and not self._loop.world.has_window:
                from tray.view.words.desktop_parts_and_libraries import window_lacks_a_library

                raise DesktopError(window_lacks_a_library(adding("window")))
        except BackpressureError as problem:
            answer(_failure(problem))
            return

        def done(before: State, problem: BackpressureError | None) -> None:
            if isinstance(problem, Refused) and language != in_force():
                problem = self._refused(before, command, language) or problem
            self._loop.show()
            answer(self._answer(protocol.COMMAND, arguments, language, before, problem))

        self._loop.ask_for(command, done)

    def take_in(self, request: Request) -> None:
        """Answer an import when its facts are on disk. Raises errors of ours."""
        from tray.app import purge_and_import

        with spoken(request.language):
            purge_and_import.take_in(request.arguments, self._loop, request.answer, request.language)

    def _refused(self, before: State, command: Command, language: str) -> Refused | None:
        """Why a command was refused, in the language of who asks: the rules are asked once more."""
        loop = self._loop
        at = loop.timeline.now()
        with spoken(language):
            try:
                answered(own(advance_to(before, at)), loop.moment.senses, command, at, loop.context)
            except Refused as problem:
                return problem
        return None

    def status(self) -> dict[str, Any]:
        """The values of ``status``, as of now."""
        from tray.view.values.status import status

        loop = self._loop
        sources, everything = self._problems()
        now, names = loop.timeline.now(), loop.machine_names
        told = (now, loop.context, sources, everything, names, self._worked_at(now))
        values = status(loop.present(), loop.moment.senses, *told)
        # Where nobody knows yet how things stand, bars show what they show where nothing is tracked.
        return values if loop.knows else values | {"tracking": "off"}

    def _problems(self) -> tuple[Mapping[str, Any], tuple[str, ...]]:
        """Where things come from, and everything that is not as it should be."""
        loop = self._loop
        sources, problems = self._sources()
        reading = (loop.reading,) if loop.reading else ()
        return sources, (*reading, *loop.mistakes, *loop.problems.values(), *problems)

    def _worked_at(self, now: datetime) -> Mapping[str, timedelta]:
        """How long the person worked at each of several machines; nothing where that cannot be read."""
        if self._loop.reading or self._loop.record.state.machine is None:
            return {}
        from tray.history.hours_today_at_machines import AtMachines

        self._at_machines = self._at_machines or AtMachines()
        try:
            return self._at_machines.today(self._loop.record, now, self._loop.context)
        except StoreError:
            return {}  # as long as it cannot, that is told as a problem

    def _result(self, verb: str, arguments: Mapping[str, Any], before: State) -> dict[str, Any]:
        """What the answer holds; ``before`` is the state before a command was carried out."""
        match verb:
            case protocol.STATUS:
                from tray.view.terminal.status_ways import way

                values, asked = self.status(), way(arguments)
                as_block = asked.form is None and not asked.follows
                unknown = as_block and not self._loop.knows
                return {"values": values, "text": (unknown and self._loop.reading) or asked.told(values)}
            case protocol.HEALTH if self._loop.knows:
                return self._health(arguments)
            case protocol.COMMAND if not self._loop.knows:
                return {"said": ""}
            case _ if verb != protocol.COMMAND and self._loop.reading:
                raise StoreError(self._loop.why_not_yet)
            case protocol.COMMAND:
                command = command_form.unpacked(arguments)
                self._check_kept()
                if isinstance(command, OpenPanel):
                    return {"said": ""}  # it shows what there is to say
                if isinstance(command, ReportAgent):
                    return {"said": sentences((in_short(self._loop.present().agents, self._loop.timeline.now()),))}
                return {"said": self._wellbeing(before) or self._noted(command, before)}
            case protocol.COMMITMENTS:
                from tray.view.terminal.status_ways import way
                from tray.view.values.commitments import commitments

                return commitments(self._loop.present(), self._loop.context.zone, way(arguments).columns)
            case protocol.AGENTS:
                from tray.view.terminal.status_ways import way
                from tray.view.values.agents import agents

                return agents(self._loop.present(), self._loop.context, way(arguments).columns)
            case protocol.EXPLAIN | protocol.INCIDENTS | protocol.WARNINGS | protocol.INSIGHTS if (
                self._files and self._loop.durable and not arguments.get(protocol.HERE)
            ):
                # Weeks of facts would keep the icon waiting; they are on disk, where whoever asks can read them.
                return {
                    protocol.AS_OF: self._loop.timeline.now().isoformat(),
                    protocol.AGENT_NAMES: dict(self._loop.context.agent_names),
                    protocol.FILES: {name: command_form.packed_path(each) for name, each in self._files.items()},
                }
            case (
                protocol.EXPLAIN
                | protocol.WHAT_IF
                | protocol.INCIDENTS
                | protocol.WARNINGS
                | protocol.INSIGHTS
                | protocol.SESSIONS
                | protocol.DECLINE
                | protocol.CUT
                | protocol.BLOCKS
            ):
                # Asked seldom, and a good part of all rules: loaded when it is first needed.
                from tray.history import answers

                return answers.answer(verb, arguments, self._loop.record, self._loop.present(), self._loop.context)
            case protocol.PANEL:
                return self._panel()
            case protocol.PURGE:
                from tray.app import purge_and_import

                return purge_and_import.purge(arguments, self._loop)
            case _:
                raise UsageError(
                    say("The running program doesn't know {verb}. Is it another version? Restart it.", verb=repr(verb))
                )

    def _panel(self) -> dict[str, Any]:
        """What the panel shows, worked out when it asks; without today's curve where the record cannot be read."""
        from tray.core.inquiry.ahead import ahead
        from tray.core.inquiry.day_course import course
        from tray.core.state.days_in_zones import today_begins
        from tray.view.values.panel import panel
        from tray.view.values.panel_curve import AHEAD, MOST_POINTS

        loop, context, state = self._loop, self._loop.context, self._loop.present()
        since = today_begins(state, state.at, context)
        try:
            start, facts = loop.record.back_to(since)
            lived = course(start, facts, since, state.at, apart=(state.at - since) / MOST_POINTS)
        except StoreError:
            lived = None
        return panel(loop.face_now(), state, lived, ahead(state, context, AHEAD), context, self._problems()[1])

    def _check_kept(self) -> None:
        """What is acknowledged is on disk; where it cannot be, it is done but not acknowledged."""
        if "history" in self._loop.problems and not self._loop.durable:
            from tray.view.words.history_loading_and_trouble import not_kept

            raise StoreError(not_kept(self._loop.problems["history"]))

    def _health(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        from tray.view.terminal.status_ways import way
        from tray.view.values.health import EXIT_CODES, health, health_text
        from tray.view.values.metrics import metrics

        values = self.status()
        found, asked = health(values, __version__), way(arguments)
        return {
            "values": found,
            "text": health_text(found, colour=asked.colour, columns=asked.columns),
            "metrics": metrics(values, found, __version__),
            "exit_code": EXIT_CODES[found["status"]],
        }

    def _noted(self, command: Command, before: State) -> str:
        """What ``command`` left on record, and how things stand."""
        from tray.lib.language.formats import sentences, together
        from tray.view.words.acknowledgements import noted, only

        if whole := only(command):
            return whole
        face, loop = self._loop.face_now(), self._loop
        now = (face.tooltip, sentences((face.next,)))
        after = loop.present()
        done = noted(command, advance_to(before, after.at), after, loop.context.zone)
        return together((*(() if any(done in each for each in now) else (done,)), *now))

    def _wellbeing(self, before: State) -> str:
        """What an answer that was just given changed, or how today changed; ``before`` being the state before it."""
        from tray.view.words.acknowledgements import noted_of_wellbeing

        loop = self._loop
        return noted_of_wellbeing(before, loop.present(), loop.timeline.now(), loop.context.zone)


def _failure(problem: BackpressureError) -> dict[str, Any]:
    return {"ok": False, "error": str(problem), "exit_code": problem.exit_code}
