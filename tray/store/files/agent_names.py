"""Gives each agent the word that stands for it on record, and knows in memory alone what it's called.

The word is made from the name with a key of this machine's own: the same agent has the same word after a restart, so
that its *done* still ends its asking, and nobody finds the name by trying those that agents usually have. The key never
leaves this machine, and lies beside the log: whoever is given a history, or a copy of it, isn't given the key.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from tray.core.engine.agent_reports import name_of
from tray.core.messages.agent_doing import Doing
from tray.core.messages.commands import ReportAgent
from tray.core.messages.facts import AgentReported, Recorded
from tray.core.state.agents import Agents
from tray.errors import StoreError
from tray.lib.private_files import FILE, content_of
from tray.store.files.durable_files import home_folder, write_whole

SIZE = 16
"""Bytes of a key."""
_BEGINS, _DIGITS = "agent-", 6


class AgentNames:
    """The words of this machine, and the names that they stand for while those are current."""

    def __init__(self, key: Callable[[], bytes]) -> None:
        self._key = key
        self.known: Mapping[str, str] = {}
        """From each word to the name, of agents that were heard of since the program began."""

    def stand_in(self, name: str) -> str:
        """The word for a name; a word stands for itself."""
        if _stands_in(name):
            return name
        from _blake2 import blake2b  # by itself 0.02 MiB; through hashlib it loads OpenSSL, a megabyte

        return _BEGINS + blake2b(name.encode(), key=self._key(), digest_size=_DIGITS // 2).hexdigest()

    def on_record(self, said: ReportAgent, agents: Agents, at: datetime, *, keeps: bool) -> Iterator[ReportAgent]:
        """What an agent said as it may be recorded, ``keeps`` being whether names are.

        Where it's known by its other word, from before that setting was changed, it ends under that one first.
        """
        name = name_of(said.name)
        if not name or _stands_in(name):
            yield said
            return
        word = self.stand_in(name)
        now, before = (name, word) if keeps else (word, name)
        if agents.named(before, at):
            yield ReportAgent(before, Doing.DONE)
        self._remember(word, name, agents, at)
        yield replace(said, name=now)

    def _remember(self, word: str, name: str, agents: Agents, at: datetime) -> None:
        """Know the name as long as the agent is there."""
        if self.known.get(word) != name:
            there = {each.name for each in agents.at(at)}
            self.known = {**{each: known for each, known in self.known.items() if each in there}, word: name}

    def as_shared(self, record: Recorded) -> Recorded:
        """A fact as other machines may read it: with the word in place of the name, whatever the record holds."""
        if not isinstance(record.fact, AgentReported):
            return record
        return replace(record, fact=replace(record.fact, name=self.stand_in(record.fact.name)))


def _stands_in(name: str) -> bool:
    """It's a word that stands for a name."""
    digits = name.removeprefix(_BEGINS)
    return name.startswith(_BEGINS) and len(digits) == _DIGITS and set(digits) <= set("0123456789abcdef")


class AgentKey:
    """One key, made when it's first asked for, and anew after a purge took it away."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._unkept: bytes | None = None

    def read(self) -> bytes:
        """The key. Where none can be kept, one that lasts as long as the program runs."""
        try:
            key = content_of(self._path)[:SIZE]
        except OSError:
            key = b""
        if len(key) == SIZE:
            return key
        key = self._unkept or os.urandom(SIZE)
        try:
            home_folder(os.path.dirname(self._path))
            write_whole(self._path, key, FILE)
        except StoreError:
            self._unkept = key  # the log, in the same folder, is told of already
        return key
