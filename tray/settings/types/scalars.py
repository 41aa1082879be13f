"""Settings that hold one duration, number, count, truth value or word."""

import re
from datetime import timedelta

from tray.lib.did_you_mean import nearest
from tray.lib.frozen import dataclass
from tray.lib.language.languages import LANGUAGES
from tray.lib.language.translation import say
from tray.settings.types import duration
from tray.settings.types.kind import AsTyped, Unfit
from tray.settings.types.toml_form import toml
from tray.settings.types.wrong_value_in_errors import shown

_NUMBER = re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]{1,18})?")


@dataclass(frozen=True, slots=True)
class Duration(AsTyped):
    """A length of time, written such as ``1h30m``."""

    least: str
    most: str
    example: str

    def read(self, raw: object) -> timedelta:
        value = self._parse(raw)
        if not duration.parse(self.least) <= value <= duration.parse(self.most):
            raise Unfit(_out_of_range(raw, f'"{self.least}"', f'"{self.most}"'))
        return value

    def range(self) -> str:
        return say("{least} to {most}", least=self.least, most=self.most)

    def schema(self) -> dict[str, object]:
        return {"type": "string", "pattern": duration.PATTERN}

    def _parse(self, raw: object) -> timedelta:
        try:
            if isinstance(raw, str):
                return duration.parse(raw)
            if isinstance(raw, int) and not isinstance(raw, bool):
                return duration.parse(str(raw))  # which asks for a unit
        except ValueError as wrong:
            if str(wrong):
                raise Unfit(
                    say(
                        '{value} is not a duration such as "{example}"; {hint}',
                        value=shown(raw),
                        example=self.example,
                        hint=wrong,
                    )
                ) from wrong
        raise Unfit(say('{value} is not a duration such as "{example}"', value=shown(raw), example=self.example))


@dataclass(frozen=True, slots=True)
class Number:
    """A number, with or without decimals; never nan or infinite."""

    least: float
    most: float
    example: float

    def read(self, raw: object) -> float:
        if isinstance(raw, bool) or not isinstance(raw, int | float):
            if _unquoted(raw):
                raise Unfit(
                    say("{value} is not a number such as {example}; write it without quotes", **self._refused(raw))
                )
            raise Unfit(say("{value} is not a number such as {example}", **self._refused(raw)))
        # A comparison with nan is always false, so it is refused here as well.
        if not self.least <= raw <= self.most:
            raise Unfit(_out_of_range(raw, f"{self.least:g}", f"{self.most:g}"))
        return float(raw)

    def read_words(self, words: str) -> object:
        return _number(words)

    def range(self) -> str:
        return say("{least} to {most}", least=f"{self.least:g}", most=f"{self.most:g}")

    def schema(self) -> dict[str, object]:
        return {"type": "number", "minimum": self.least, "maximum": self.most}

    def _refused(self, raw: object) -> dict[str, str]:
        return {"value": shown(raw), "example": f"{self.example:g}"}


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number."""

    least: int
    most: int
    example: int

    def read(self, raw: object) -> int:
        if isinstance(raw, bool) or not isinstance(raw, int):
            if _unquoted(raw):
                raise Unfit(
                    say(
                        "{value} is not a whole number such as {example}; write it without quotes", **self._refused(raw)
                    )
                )
            raise Unfit(say("{value} is not a whole number such as {example}", **self._refused(raw)))
        if not self.least <= raw <= self.most:
            raise Unfit(_out_of_range(raw, str(self.least), str(self.most)))
        return raw

    def read_words(self, words: str) -> object:
        return _number(words)

    def range(self) -> str:
        return say("{least} to {most}", least=self.least, most=self.most)

    def schema(self) -> dict[str, object]:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}

    def _refused(self, raw: object) -> dict[str, str]:
        return {"value": shown(raw), "example": f"{self.example:g}"}


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false."""

    def read(self, raw: object) -> bool:
        if isinstance(raw, bool):
            return raw
        if isinstance(raw, str) and raw in ("true", "false"):
            raise Unfit(say("{value} is not true or false; write it without quotes", value=shown(raw)))
        raise Unfit(say("{value} is not true or false", value=shown(raw)))

    def read_words(self, words: str) -> object:
        return {"true": True, "false": False}.get(words.strip().lower(), words)

    def range(self) -> str:
        return say("true or false")

    def schema(self) -> dict[str, object]:
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Choice(AsTyped):
    """One word of a few."""

    words: tuple[str, ...]

    def read(self, raw: object) -> str:
        if isinstance(raw, str) and raw in self.words:
            return raw
        words = ", ".join(map(toml, self.words))
        if isinstance(raw, str) and (near := nearest(raw, self.words)):
            raise Unfit(
                say('{value} is not one of {words}; did you mean "{near}"?', value=shown(raw), words=words, near=near)
            )
        raise Unfit(say("{value} is not one of {words}", value=shown(raw), words=words))

    def range(self) -> str:
        return say("{words} or {last}", words=", ".join(self.words[:-1]), last=self.words[-1])

    def schema(self) -> dict[str, object]:
        return {"type": "string", "enum": list(self.words)}


@dataclass(frozen=True, slots=True)
class Language(AsTyped):
    """One of the languages in which the program speaks, or none."""

    def read(self, raw: object) -> str:
        if isinstance(raw, str) and raw in ("", *LANGUAGES):
            return raw
        raise Unfit(
            say(
                '{value} is not one of {languages}; with "" it is the language of your session',
                value=shown(raw),
                languages=", ".join(map(toml, LANGUAGES)),
            )
        )

    def range(self) -> str:
        return say("{words} or {last}", words=", ".join(LANGUAGES[:-1]), last=LANGUAGES[-1])

    def schema(self) -> dict[str, object]:
        return {"type": "string", "enum": ["", *LANGUAGES]}


def _number(words: str) -> object:
    trimmed = words.strip()
    if not _NUMBER.fullmatch(trimmed):
        return words
    return float(trimmed) if "." in trimmed else int(trimmed)


def _unquoted(raw: object) -> bool:
    """Whether a number stands in quotes."""
    return isinstance(raw, str) and not isinstance(_number(raw), str)


def _out_of_range(raw: object, least: str, most: str) -> str:
    return say("{value} is out of range: it can be from {least} to {most}", value=shown(raw), least=least, most=most)
