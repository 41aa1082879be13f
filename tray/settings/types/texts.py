"""Settings that hold a name, or a program with its arguments."""

import re

from tray.lib.frozen import dataclass
from tray.lib.language.translation import say
from tray.lib.text import is_inert
from tray.settings.bounds_of_file_hooks_and_break_kinds import LONGEST_NAME
from tray.settings.types.kind import AsTyped, Fault, Unfit
from tray.settings.types.wrong_value_in_errors import shown

_NAME = rf"^[A-Za-z0-9][A-Za-z0-9._ -]{{0,{LONGEST_NAME - 1}}}$"
_WORD = rf"^[A-Za-z][A-Za-z0-9_-]{{0,{LONGEST_NAME - 1}}}$"
_LONGEST_ID = 200
_MOST_READ = 120
_MOST_PARTS = 64
_MOST_SIGNS = 4000
"""Of a command with all it is given; long things belong into a script."""


@dataclass(frozen=True, slots=True)
class Name(AsTyped):
    """A short name that reads well in a sentence and in a shell."""

    example: str

    def read(self, raw: object) -> str:
        if isinstance(raw, str) and re.match(_NAME, raw) and raw == raw.rstrip():
            return raw
        raise Unfit(
            say(
                '{value} is not a name such as "{example}": up to {most} letters, digits, ".", "_", "-"',
                value=shown(raw),
                example=self.example,
                most=LONGEST_NAME,
            )
        )

    def range(self) -> str:
        return say("a name")

    def schema(self) -> dict[str, object]:
        return {"type": "string", "pattern": _NAME}


@dataclass(frozen=True, slots=True)
class Word(AsTyped):
    """A name of one word, as it is typed in a shell."""

    example: str

    def read(self, raw: object) -> str:
        if isinstance(raw, str) and re.fullmatch(_WORD, raw):
            return raw
        raise Unfit(
            say(
                '{value} is not a name such as "{example}": one word that begins with a letter, '
                'of up to {most} letters, digits, "_", "-"',
                value=shown(raw),
                example=self.example,
                most=LONGEST_NAME,
            )
        )

    def range(self) -> str:
        return say("a word")

    def schema(self) -> dict[str, object]:
        return {"type": "string", "pattern": _WORD}


@dataclass(frozen=True, slots=True)
class ProgramId(AsTyped):
    """How a desktop names a program, such as ``org.gnome.Evince`` or ``zoom``."""

    example: str

    def read(self, raw: object) -> str:
        if isinstance(raw, str) and 0 < len(raw) <= _LONGEST_ID and is_inert(raw) and raw == raw.strip():
            return raw
        raise Unfit(
            say(
                '{value} is not a program such as "{example}": the name your desktop has for it, '
                "of up to {most} characters",
                value=shown(raw),
                example=self.example,
                most=_LONGEST_ID,
            )
        )

    def range(self) -> str:
        return say("programs")

    def schema(self) -> dict[str, object]:
        return {"type": "string", "minLength": 1, "maxLength": _LONGEST_ID}


@dataclass(frozen=True, slots=True)
class Sentence(AsTyped):
    """A text for the person to read, on one line; it may be empty."""

    def read(self, raw: object) -> str:
        if isinstance(raw, str) and len(raw) <= _MOST_READ and is_inert(raw):
            return raw
        raise Unfit(
            say("{value} is not a text of one line and up to {most} characters", value=shown(raw), most=_MOST_READ)
        )

    def range(self) -> str:
        return say("a line of text")

    def schema(self) -> dict[str, object]:
        return {"type": "string", "maxLength": _MOST_READ}


@dataclass(frozen=True, slots=True)
class Label(AsTyped):
    """What somebody else calls something, on one line, such as a category of a calendar."""

    example: str

    def read(self, raw: object) -> str:
        if raw == "" or (isinstance(raw, str) and raw != raw.strip()):
            raise Unfit(say('{value} is not a text such as "{example}"', value=shown(raw), example=self.example))
        return Sentence().read(raw)

    def range(self) -> str:
        return say("a line of text")

    def schema(self) -> dict[str, object]:
        return {"type": "string", "minLength": 1, "maxLength": _MOST_READ}


@dataclass(frozen=True, slots=True)
class FilePath(AsTyped):
    """A file: from the root or, with ``~/``, from the home folder."""

    example: str

    def read(self, raw: object) -> str:
        if isinstance(raw, str) and len(raw) <= _MOST_SIGNS and is_inert(raw) and re.match(r"~/|/|[A-Za-z]:", raw):
            return raw
        raise Unfit(say('{value} is not a full path such as "{example}"', value=shown(raw), example=self.example))

    def range(self) -> str:
        return say("paths")

    def schema(self) -> dict[str, object]:
        return {"type": "string", "pattern": "^(~/|/|[A-Za-z]:)"}


@dataclass(frozen=True, slots=True)
class FolderOrNone(AsTyped):
    """A folder, as a path is written, or "" for none."""

    example: str

    def read(self, raw: object) -> str:
        return "" if raw == "" else FilePath(self.example).read(raw)

    def range(self) -> str:
        return say('a path, or ""')

    def schema(self) -> dict[str, object]:
        return {"type": "string", "pattern": "^($|~/|/|[A-Za-z]:)"}


@dataclass(frozen=True, slots=True)
class Command:
    """A program and what it is given, each a text of its own: no shell reads them."""

    example: str
    may_be_none: bool = False

    def read(self, raw: object) -> tuple[str, ...]:
        if self.may_be_none and raw in ([], ()):
            return ()
        if isinstance(raw, str):
            raise Unfit(
                say(
                    "{value} is a single text, and no shell splits it; write a list such as {example}",
                    value=shown(raw),
                    example=self.example,
                )
            )
        if not isinstance(raw, list | tuple) or not raw:
            raise Unfit(
                say(
                    "{value} is not a program with its arguments, such as {example}",
                    value=shown(raw),
                    example=self.example,
                )
            )
        if len(raw) > _MOST_PARTS or sum(len(each) for each in raw if isinstance(each, str)) > _MOST_SIGNS:
            raise Unfit(
                say(
                    "this has more than {characters} characters or {parts} parts; put it into a script",
                    characters=_MOST_SIGNS,
                    parts=_MOST_PARTS,
                )
            )
        faults = [
            Fault(say("{value} is not a text", value=shown(each)), index)
            for index, each in enumerate(raw)
            if not _fits(each)
        ]
        if not faults and not raw[0].strip():
            faults.append(Fault(say("the program has no name"), 0))
        if faults:
            raise Unfit(*faults)
        return tuple(raw)

    def read_words(self, words: str) -> object:
        if not words.strip().startswith("["):
            return words.split()
        from json import loads

        try:
            # A list of texts in TOML is mostly one in JSON, too.
            return loads(words)
        except ValueError:
            return words

    def range(self) -> str:
        return say("list of texts")

    def schema(self) -> dict[str, object]:
        least = 0 if self.may_be_none else 1
        return {"type": "array", "items": {"type": "string"}, "minItems": least, "maxItems": _MOST_PARTS}


def _fits(part: object) -> bool:
    return isinstance(part, str) and "\0" not in part
