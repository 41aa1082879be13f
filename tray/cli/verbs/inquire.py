"""Asks something of the record: the running program answers, or says as of when the store is to be read.

So do ``explain``, ``warnings``, ``insights``, ``incidents``, ``commitments`` and ``sessions``, which are here.
"""

from collections.abc import Callable, Mapping
from typing import Any, TextIO

from tray.cli.parse import Line
from tray.cli.terminal import as_called, colourful, columns, print_as_asked, print_coloured, print_json
from tray.errors import NotRunning

Ask = Callable[[str, Mapping[str, Any]], Mapping[str, Any]]
"""From a verb of the protocol and its arguments to the values of the answer."""

_PATIENCE_SECONDS = 15.0
"""The program may have weeks of facts to read before it answers."""


def inquire(verb: str, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
    """The values of the answer, whoever gives it. Raises errors of ours."""
    from tray.control.client import ask
    from tray.control.protocol import AS_OF
    from tray.store.files.places import Places

    def asked(arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        answer: Mapping[str, Any] = ask(Places().serving, verb, arguments, timeout_seconds=_PATIENCE_SECONDS)
        return answer

    try:
        answer = asked(arguments)
    except NotRunning:
        from tray.history.known_while_not_running import answered

        return answered(verb, arguments)
    if AS_OF not in answer:
        return answer
    from tray.history.known_while_not_running import answered_as_of

    return answered_as_of(verb, arguments, answer, asked)


def explain(line: Line, out: TextIO, ask: Ask = inquire) -> int:
    """``backpressure explain [--json] [--formula]``."""
    values = ask("explain", {})
    if "--json" in line:
        print_json(values, out)
    else:
        print_coloured(as_called(_explanation(values, line, out)), out)
    return 0


def _explanation(values: Mapping[str, Any], line: Line, out: TextIO) -> str:
    from tray.view.terminal.explain import explanation_text

    return explanation_text(values, colour=colourful(out), formula="--formula" in line, runtime=_in_runtime_words())


def _in_runtime_words() -> bool:
    from tray.history.known_while_not_running import own_settings

    return own_settings().general.runtime


def incidents(line: Line, out: TextIO, ask: Ask = inquire) -> int:
    """``backpressure incidents [--json]``."""
    values = ask("incidents", {})
    if "--json" in line:
        print_json(values, out)
    else:
        from tray.view.terminal.incidents import incidents_text

        print_coloured(as_called(incidents_text(values, colour=colourful(out), runtime=_in_runtime_words())), out)
    return 0


def warnings(line: Line, out: TextIO, ask: Ask = inquire) -> int:
    """``backpressure warnings [--json]``."""
    values = ask("warnings", {})

    def text() -> str:
        from tray.view.words.warnings import listed

        return listed(values)

    print_as_asked(values, text, out, json="--json" in line)
    return 0


def insights(line: Line, out: TextIO, ask: Ask = inquire) -> int:
    """``backpressure insights [--json]``."""
    values = ask("insights", {})

    def text() -> str:
        from tray.view.words.insights import listed

        return listed(values)

    print_as_asked(values, text, out, json="--json" in line)
    return 0


def commitments(line: Line, out: TextIO) -> int:
    """``backpressure commitments [--json]``; the open ones, from the record when nothing runs."""
    answer = inquire("commitments", {"columns": columns(out)})
    print_as_asked(answer["commitments"], answer["text"], out, json="--json" in line)
    return 0


def sessions(line: Line, out: TextIO) -> int:
    """``backpressure sessions [--json]``; from the record when nothing runs."""
    answer = inquire("sessions", {})
    print_as_asked(answer["values"], answer["text"], out, json="--json" in line)
    return 0
