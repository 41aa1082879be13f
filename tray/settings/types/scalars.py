"""Settings that hold one duration, number, count, truth value or word."""

import re
from datetime import timedelta

from tray.lib.frozen import dataclass
from tray.lib.nearest import did_you_mean
from tray.settings.types import duration
from tray.settings.types.kind import Unfit
from tray.settings.types.toml_form import shown, toml

_NUMBER = re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]{1,18})?")


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time, written such as ``1h30m``."""

    least: str
    most: str
    example: str

    def read(self, raw: object) -> timedelta:
        value = self._parse(raw)
        if not duration.parse(self.least) <= value <= duration.parse(self.most):
            raise Unfit(f'{shown(raw)} is out of range: it can be from "{self.least}" to "{self.most}"')
        return value

    def read_words(self, words: str) -> object:
        return words

    def range(self) -> str:
        return f"{self.least} to {self.most}"

    def schema(self) -> dict[str, object]:
        return {"type": "string", "pattern": duration.PATTERN}

    def _parse(self, raw: object) -> timedelta:
        refusal = f'{shown(raw)} is not a duration such as "{self.example}"'
        if not isinstance(raw, str):
            raise Unfit(refusal)
        try:
            return duration.parse(raw)
        except ValueError as wrong:
            raise Unfit("; ".join(filter(None, (refusal, str(wrong))))) from wrong


@dataclass(frozen=True, slots=True)
class Number:
    """A number, with or without decimals; never nan or infinite."""

    least: float
    most: float
    example: float

    def read(self, raw: object) -> float:
        if isinstance(raw, bool) or not isinstance(raw, int | float):
            raise Unfit(_not_a("number", self.example, raw))
        # A comparison with nan is always false, so it is refused here as well.
        if not self.least <= raw <= self.most:
            raise Unfit(_out_of_range(raw, self.range()))
        return float(raw)

    def read_words(self, words: str) -> object:
        return _number(words)

    def range(self) -> str:
        return f"{self.least:g} to {self.most:g}"

    def schema(self) -> dict[str, object]:
        return {"type": "number", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number."""

    least: int
    most: int
    example: int

    def read(self, raw: object) -> int:
        if isinstance(raw, bool) or not isinstance(raw, int):
            raise Unfit(_not_a("whole number", self.example, raw))
        if not self.least <= raw <= self.most:
            raise Unfit(_out_of_range(raw, self.range()))
        return raw

    def read_words(self, words: str) -> object:
        return _number(words)

    def range(self) -> str:
        return f"{self.least} to {self.most}"

    def schema(self) -> dict[str, object]:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false."""

    def read(self, raw: object) -> bool:
        if isinstance(raw, bool):
            return raw
        unquoted = isinstance(raw, str) and raw in ("true", "false")
        raise Unfit(f"{shown(raw)} is not true or false" + ("; write it without quotes" if unquoted else ""))

    def read_words(self, words: str) -> object:
        return {"true": True, "false": False}.get(words.strip().lower(), words)

    def range(self) -> str:
        return "true or false"

    def schema(self) -> dict[str, object]:
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One word of a few."""

    words: tuple[str, ...]

    def read(self, raw: object) -> str:
        if isinstance(raw, str) and raw in self.words:
            return raw
        near = did_you_mean(raw, self.words) if isinstance(raw, str) else ""
        raise Unfit(f"{shown(raw)} is not one of {', '.join(map(toml, self.words))}{near}")

    def read_words(self, words: str) -> object:
        return words

    def range(self) -> str:
        return " or ".join(filter(None, (", ".join(self.words[:-1]), self.words[-1])))

    def schema(self) -> dict[str, object]:
        return {"type": "string", "enum": list(self.words)}


def _number(words: str) -> object:
    trimmed = words.strip()
    if not _NUMBER.fullmatch(trimmed):
        return words
    return float(trimmed) if "." in trimmed else int(trimmed)


def _not_a(what: str, example: float, raw: object) -> str:
    unquoted = isinstance(raw, str) and not isinstance(_number(raw), str)
    return f"{shown(raw)} is not a {what} such as {example:g}" + ("; write it without quotes" if unquoted else "")


def _out_of_range(raw: float, limits: str) -> str:
    return f"{shown(raw)} is out of range: it can be from {limits}"
