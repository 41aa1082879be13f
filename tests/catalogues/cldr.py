"""Cuts from CLDR, which Babel holds, how our languages write dates, times and numbers."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from babel import Locale, localedata
from babel.core import get_global

from tests.documents import ROOT
from tray.lib.language.formats import ENGLISH
from tray.lib.language.languages import LANGUAGES

FOLDER = ROOT / "assets/locale"
_NAMES = {"zh_CN": "zh_Hans_CN"}
_LETTERS = re.compile(r"'([^']*)'|([A-Za-z])\2*")
_PLACES = {
    "y": "{Y}",
    "M": "{m}",
    "MM": "{m:02}",
    "L": "{m}",
    "d": "{d}",
    "dd": "{d:02}",
    "MMM": "{b}",
    "LLL": "{b}",
    "MMMM": "{B}",
    "LLLL": "{S}",
    "E": "{a}",
    "EEE": "{a}",
    "ccc": "{a}",
    "EEEE": "{A}",
    "cccc": "{A}",
    "H": "{H}",
    "HH": "{H:02}",
    "h": "{h}",
    "hh": "{h:02}",
    "K": "{K}",
    "mm": "{M:02}",
    "a": "{p}",
}


def files() -> dict[Path, str]:
    """What each of the files holds if it is fresh."""
    told: dict[str, Any] = {
        f"{language}.formats.json": of_language(language) for language in LANGUAGES if language != "en"
    }
    told["territories.json"] = of_territories()
    return {FOLDER / name: json.dumps(each, ensure_ascii=False, indent=1) + "\n" for name, each in told.items()}


def of_language(language: str) -> dict[str, Any]:
    """What differs from English."""
    locale = Locale.parse(_NAMES.get(language, language))
    own = _formats(locale)
    territory = get_global("likely_subtags").get(language, "").rpartition("_")[2] or str(locale.territory)
    own["first_weekday"] = Locale.parse(f"{locale.language}_{territory}").first_week_day
    own["twelve"] = _twelve(Locale.parse(f"{locale.language}_{territory}"))
    variants = {
        each.partition("_")[2]: differing
        for each in localedata.locale_identifiers()
        if re.fullmatch(rf"{locale.language}_([A-Z]{{2}}|[0-9]{{3}})", each)
        and (differing := {name: sign for name, sign in _signs(Locale.parse(each)).items() if sign != own[name]})
    }
    differs = {name: each for name, each in own.items() if _plain(each) != _plain(getattr(ENGLISH, name))}
    return {**differs, **({"variants": variants} if variants else {})}


def of_territories() -> dict[str, Any]:
    """Where the hours of a day are counted twice, and where a week does not begin on Monday."""
    locales = [Locale.parse(each) for each in localedata.locale_identifiers() if re.fullmatch("[a-z]+_[A-Z]{2}", each)]
    first: dict[str, set[str]] = {}
    for each in locales:
        if each.first_week_day:
            first.setdefault(str(each.first_week_day), set()).add(str(each.territory))
    return {
        "twelve": " ".join(sorted(str(each) for each in locales if _twelve(each))),
        "first_weekday": {day: " ".join(sorted(places)) for day, places in sorted(first.items())},
    }


def _formats(locale: Locale) -> dict[str, Any]:
    of_skeleton = {name: each.pattern for name, each in locale.datetime_skeletons.items()}
    days, months = locale.days["format"], locale.months["format"]
    in_full = of_skeleton["MMMMEd"].replace("(E)", "E").replace("E", "EEEE")
    return {
        "weekdays": [days["abbreviated"][day] for day in range(7)],
        "full_weekdays": [days["wide"][day] for day in range(7)],
        "months": [months["abbreviated"][month] for month in range(1, 13)],
        "full_months": [months["wide"][month] for month in range(1, 13)],
        "months_alone": [locale.months["stand-alone"]["wide"][month] for month in range(1, 13)],
        "clock_24": _pattern(of_skeleton["Hm"]),
        "clock_12": _pattern(of_skeleton["hm"]),
        "halves_of_a_day": [locale.day_periods["format"]["abbreviated"][half] for half in ("am", "pm")],
        "weekday_and_date": _pattern(of_skeleton["MMMEd"]),
        "date_of_year": _pattern(of_skeleton["yMMMd"]),
        "full_weekday_and_date": _pattern(in_full),
        "full_weekday_and_date_of_year": _pattern(locale.date_formats["full"].pattern),
        "short_date": _pattern(of_skeleton["MMMd"]),
        "full_date": _pattern(of_skeleton["MMMMd"]),
        "full_date_of_year": _pattern(locale.date_formats["long"].pattern),
        "month_of_year": _pattern(of_skeleton["yMMMM"]),
        **_signs(locale),
        "percent": _spaced(locale.percent_formats[None].pattern.replace("#,##0", "{}")),
        "pair": locale.list_patterns["standard"]["middle"].replace("{0}", "{}").replace("{1}", "{}"),
        "right_to_left": locale.character_order == "right-to-left",
    }


def _pattern(cldr: str) -> str:
    return _spaced(_LETTERS.sub(lambda found: found[1] if found[1] is not None else _PLACES[found[0]], cldr))


def _spaced(text: str) -> str:
    """With the usual no-break space for the narrow one, which many fonts of panels lack."""
    return text.replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}")


def _signs(locale: Locale) -> dict[str, str]:
    """With the digits of Latin letters, in which all our numbers are written."""
    signs = locale.number_symbols["latn"]
    return {"decimal": str(signs["decimal"]), "group": _spaced(str(signs["group"]))}


def _twelve(locale: Locale) -> bool:
    return bool(re.search("[hKa]", re.sub("'[^']*'", "", locale.time_formats["short"].pattern)))


def _plain(value: object) -> object:
    return list(value) if isinstance(value, (list, tuple)) else value


def stale(fresh: Mapping[Path, str]) -> list[str]:
    """The files that are not what CLDR says."""
    return [path.name for path, text in fresh.items() if not path.exists() or path.read_text("utf-8") != text]
