"""Keeps the catalogues of gettext: makes them fresh, judges them, and hands translators what is left to do."""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from gettext import c2py
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from tests.catalogues.cldr import FOLDER
from tests.catalogues.messages import all_messages
from tray.lib.language.languages import LANGUAGES

TRANSLATED = tuple(each for each in LANGUAGES if each != "en")
TEMPLATE = FOLDER / "backpressure.pot"
PLURALS = {
    **dict.fromkeys(("de", "es", "it", "nl"), "nplurals=2; plural=(n != 1);"),
    **dict.fromkeys(("fr", "pt_BR"), "nplurals=2; plural=(n > 1);"),
    **dict.fromkeys(("ja", "zh_CN"), "nplurals=1; plural=0;"),
    "pl": "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
    "uk": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
}
_NO_DATE = datetime(2026, 11, 29, tzinfo=UTC)
"""Else every file would change every time."""
_NOT_KEPT = "Last-Translator|Language-Team|Report-Msgid-Bugs-To|PO-Revision-Date|Generated-By|POT-Creation-Date"
_CODE = re.compile("`[^`{]*`")
_HEADER = "# {}\n# This file is distributed under the same license as Backpressure.\n#"


def template() -> Catalog:
    """All messages of the code."""
    made = Catalog(project="Backpressure", version="0", creation_date=_NO_DATE, charset="utf-8")
    made.header_comment = _HEADER.format("Every message of Backpressure.")
    for each in all_messages():
        flags = ["python-brace-format"] if places(each.one) or each.many else []
        said = (each.one, each.many) if each.many is not None else each.one
        made.add(said, locations=[(each.file, 0)], flags=flags)
    return made


def catalogue(language: str) -> Catalog:
    """That of a language as it is kept; an empty one where there is none yet."""
    place = FOLDER / f"{language}.po"
    if not place.exists():
        return Catalog(locale=language, project="Backpressure", creation_date=_NO_DATE, charset="utf-8")
    with place.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def fresh(language: str, of: Catalog) -> Catalog:
    """That of a language with all messages of the template; translations stay, and none is guessed."""
    kept = catalogue(language)
    kept.update(of, no_fuzzy_matching=True, update_header_comment=False)
    return kept


def text(made: Catalog, language: str | None = None) -> str:
    """As it is kept in a file."""
    if language:
        made.header_comment = _HEADER.format(f"Backpressure in {language}.")
        made.fuzzy = False
        # Babel gives Romance languages a form of their own for millions, which no message of ours counts.
        number, _, rule = PLURALS[language].removeprefix("nplurals=").partition("; plural=")
        vars(made).update(_num_plurals=int(number), _plural_expr=rule.removesuffix(";"))
    made.revision_date = _NO_DATE
    made.creation_date = _NO_DATE
    into = BytesIO()
    write_po(into, made, width=0, sort_output=False, include_lineno=False)
    said = into.getvalue().decode("utf-8")
    return re.sub(rf'^"(?:{_NOT_KEPT}): .*\n', "", said, flags=re.MULTILINE)


def write(languages: Sequence[str] = TRANSLATED) -> None:
    """Make the template and the catalogues fresh."""
    made = template()
    TEMPLATE.write_text(text(made), "utf-8")
    for language in languages:
        (FOLDER / f"{language}.po").write_text(text(fresh(language, made), language), "utf-8")


def stale() -> list[str]:
    """The files that lack a message of the code, or have one that is gone."""
    made = template()
    wanted = {key(each) for each in made if each.id}
    with TEMPLATE.open("rb") as file:
        kept = {"backpressure.pot": read_po(file)}
    kept |= {f"{language}.po": catalogue(language) for language in TRANSLATED}
    return [name for name, each in kept.items() if {key(message) for message in each if message.id} != wanted]


def key(message: Message) -> tuple[str, ...]:
    """What a message is told from others by."""
    said = message.id if isinstance(message.id, tuple) else (message.id,)
    return tuple(map(str, said))


def forms(message: Message) -> list[str]:
    """What is said for it: one text, or one for each form of the plural."""
    said = message.string if isinstance(message.string, (tuple, list)) else [message.string]
    return [str(each or "") for each in said]


def is_translated(message: Message) -> bool:
    """Whether all of it is."""
    return all(forms(message)) and not message.fuzzy


def places(said: str) -> set[str]:
    """The names in brackets. Raises ValueError where the brackets are wrong."""
    return {name for _, name, _, _ in Formatter().parse(said) if name is not None}


def faults(language: str) -> Iterator[str]:
    """What is wrong with a catalogue; nothing is wrong with what is not translated yet."""
    kept = catalogue(language)
    number = int(PLURALS[language][len("nplurals=")])
    covers = numbers_of_forms(language)
    for message in kept:
        if message.id and any(forms(message)):
            yield from (f"{language}: {key(message)[1]!r}: {fault}" for fault in faults_of(message, number, covers))


def faults_of(message: Message, number: int, covers: dict[int, list[int]]) -> Iterator[str]:
    """What is wrong with one translation, where there are so many forms of the plural."""
    said = forms(message)
    plural = isinstance(message.id, tuple)
    if plural and len(said) != number:
        yield f"it has {len(said)} forms and needs {number}"
        return
    if not all(said):
        yield "one of its forms is empty"
        return
    english = key(message)
    wanted = set().union(*map(places, english))
    for form, each in enumerate(said):
        try:
            has = places(each)
        except ValueError as wrong:
            yield f"{each!r}: {wrong}"
            continue
        # "one" may be written in a word, where a form is for that number alone
        may_lack = {"count"} if plural and len(covers.get(form, [])) == 1 else set()
        if has - wanted or wanted - has - may_lack:
            yield f"{each!r} has the places {sorted(has)}, and not {sorted(wanted)}"
        if codes := [code for code in _CODE.findall(english[0]) if code not in each]:
            yield f"{each!r} lacks {', '.join(codes)}, which is typed as it stands"
        if each.strip() != each and english[0].strip() == english[0]:
            yield f"{each!r} begins or ends with a space"
        if each.count("\n") != english[0].count("\n"):
            yield f"{each!r} has other line breaks"


def numbers_of_forms(language: str) -> dict[int, list[int]]:
    """Numbers that each form of the plural goes with, the first few."""
    rule = c2py(PLURALS[language].partition("plural=")[2].rstrip(";"))
    found: dict[int, list[int]] = {}
    for count in range(200):
        found.setdefault(rule(count), []).append(count)
    return found


def identical(language: str) -> list[str]:
    """Messages with letters of their own that read as in English: that may be right, and is worth a look."""
    return [
        key(each)[0]
        for each in catalogue(language)
        if each.id
        and forms(each)[0] == key(each)[0]
        and re.search("[A-Za-z]{3}", re.sub(r"\{\w*\}|`[^`]*`", "", key(each)[0]))
    ]


def completeness(language: str) -> tuple[int, int]:
    """How many messages are translated, of how many."""
    messages = [each for each in catalogue(language) if each.id]
    return sum(map(is_translated, messages)), len(messages)


def to_do(language: str) -> list[dict[str, Any]]:
    """What is not translated, as a translator fills it in; see `fill`."""
    covers = numbers_of_forms(language)
    left = []
    for message in catalogue(language):
        if not message.id or is_translated(message):
            continue
        english = key(message)
        entry: dict[str, Any] = {"message": english[0]}
        if len(english) > 1:
            entry["many"] = english[1]
        entry["where"] = sorted({Path(file).as_posix() for file, _ in message.locations})
        if len(english) > 1:
            entry["numbers"] = [covers[form][:6] for form in sorted(covers)]
            entry["translation"] = ["" for _ in covers]
        else:
            entry["translation"] = ""
        left.append(entry)
    return sorted(left, key=lambda entry: min(map(_order, entry["where"])))


_SEEN_FIRST = ("tray/view/words", "tray/view/tray", "tray/core", "tray/app", "tray/view", "tray/cli", "tray/settings")


def _entries(path: Path, language: str) -> Iterator[dict[str, Any]]:
    if path.suffix != ".po":
        yield from json.loads(path.read_text("utf-8"))
        return
    with path.open("rb") as file:
        for message in read_po(file, locale=language, abort_invalid=True):
            if message.id and is_translated(message):
                english = key(message)
                said = forms(message)
                plural = {"many": english[1]} if len(english) > 1 else {}
                yield {"message": english[0], **plural, "translation": said if plural else said[0]}


def _order(module: str) -> int:
    """What is seen most comes first."""
    return next((at for at, each in enumerate(_SEEN_FIRST) if module.startswith(each)), len(_SEEN_FIRST))


def fill(language: str, path: Path) -> list[str]:
    """Take translations from a file of JSON such as `to_do` makes, or from another catalogue of the language.

    Gives what is wrong with those that were not taken.
    """
    kept = catalogue(language)
    known = {key(each): each for each in kept if each.id}
    refused = []
    number = int(PLURALS[language][len("nplurals=")])
    covers = numbers_of_forms(language)
    for entry in _entries(path, language):
        english = (entry["message"], entry["many"]) if "many" in entry else (entry["message"],)
        message = known.get(english)
        said = entry["translation"]
        if not said or (isinstance(said, list) and not all(said)):
            continue
        if message is None:
            refused.append(f"{entry['message']!r} is no message (any more)")
            continue
        before, message.string = message.string, tuple(said) if isinstance(said, list) else said
        if wrong := list(faults_of(message, number, covers)):
            refused += [f"{entry['message']!r}: {each}" for each in wrong]
            message.string = before
    (FOLDER / f"{language}.po").write_text(text(kept, language), "utf-8")
    return refused
