"""Settings files as people write them, drawn at random: with comments, in every way that TOML has to say a thing."""

from hypothesis import strategies as st

COMMENTS = st.sampled_from(["", "", "# mine", "  # since spring = 2026", '# "quoted" [[kinds]]', "#"])
NAMES = ("eyes", "micro", "tea", "stand-up")

_SECTIONS: dict[str, dict[str, list[str]]] = {
    "breaks": {
        "after": ['"25m"', "'45m'", '"""50m"""'],
        "length": ['"0s"', '"5m"', '"7m"'],
        "long_every": ["0", "4"],
        "again": ["[]", '["10m", "15m", "20m"]', '[\n  "5m",  # soon\n]'],
        "at": ['["12:30 lunch"]', '["sun-thu 12:30 lunch", "15:00 walk"]'],
    },
    "hours": {
        "week": ['["mon-fri 08:00-16:00"]', "[]"],
        "monday": ["[]", '["08:30-12:00", "13:00-17:00"]', '[\n    "09:00-12:00",  # half a day\n]'],
        "friday": ['"week"', '["09:00-12:00"]'],
        "day_ends_at": ['"03:30"', "04:00:00"],
    },
    "limits": {"late_after": ['""', '"22:00"', "'23:30'"], "day": ['"8h"', '"12h"', '"6h"'], "hard": ['["day"]']},
    "icon": {"number": ["true", "false"]},
}
_KIND: dict[str, list[str]] = {
    "text": ['"Far away"', "'a # b'"],
    "length": ['"20s"', '"30s"', '"2m"'],
    "every": ['"20m"', '"10m"', '"1h"'],
    "regime": ['"rest"', '"off"'],
}


@st.composite
def _pairs(draw: st.DrawFn, of: dict[str, list[str]]) -> list[tuple[str, str]]:
    keys = draw(st.lists(st.sampled_from(sorted(of)), unique=True))
    return [(key, draw(st.sampled_from(of[key]))) for key in keys]


@st.composite
def _kind(draw: st.DrawFn, name: str) -> list[tuple[str, str]]:
    pairs = draw(_pairs(_KIND))
    if any(key == "every" for key, _ in pairs) and not any(key == "length" for key, _ in pairs):
        pairs.append(("length", '"20s"'))
    return draw(st.permutations([("name", f'"{name}"'), *pairs]))


@st.composite
def _lines(draw: st.DrawFn, pairs: list[tuple[str, str]], before: str = "") -> list[str]:
    lines = []
    for key, value in pairs:
        lines += [draw(COMMENTS)] if draw(st.booleans()) else []
        lines.append(f"{before}{key} = {value}  {draw(COMMENTS)}".rstrip(" "))
    return lines


@st.composite
def _block(draw: st.DrawFn, section: str) -> tuple[bool, list[str]]:
    """A section in one of its forms, and whether it must stand above the first header."""
    pairs = draw(_pairs(_SECTIONS[section]))
    form = draw(st.sampled_from(["header", "dotted", "inline"]))
    if form == "inline" and not any("\n" in value for _, value in pairs):
        return True, [f"{section} = {{ {', '.join(f'{key} = {value}' for key, value in pairs)} }}  {draw(COMMENTS)}"]
    if form == "dotted":
        return True, draw(_lines(pairs, f"{section}."))
    indent = draw(st.sampled_from(["", "  "]))
    return False, [f"{indent}[{section}] {draw(COMMENTS)}", *draw(_lines(pairs, indent))]


@st.composite
def _kinds(draw: st.DrawFn) -> list[tuple[bool, list[str]]]:
    kinds = [draw(_kind(name)) for name in draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=3))]
    if draw(st.booleans()):
        return [(False, ["[[kinds]] " + draw(COMMENTS), *draw(_lines(kind))]) for kind in kinds]
    tables = [f"{{ {', '.join(f'{key} = {value}' for key, value in kind)} }}" for kind in kinds]
    if draw(st.booleans()):
        return [(True, ["kinds = [", *(f"  {table},  {draw(COMMENTS)}" for table in tables), draw(COMMENTS), "]"])]
    return [(True, [f"kinds = [{', '.join(tables)}]  {draw(COMMENTS)}"])]


@st.composite
def settings_texts(draw: st.DrawFn) -> str:
    """A whole text; it may hold settings that contradict each other."""
    sections = draw(st.lists(st.sampled_from(sorted(_SECTIONS)), unique=True))
    blocks = [draw(_block(section)) for section in sections] + draw(_kinds())
    blocks = [block for block in blocks if block[0]] + draw(
        st.permutations([block for block in blocks if not block[0]])
    )
    lines = [line for _, block in blocks for line in (*block, draw(COMMENTS))]
    text = "\n".join(lines)
    text += draw(st.sampled_from(["", "\n", "\n\n", "# the end"]))
    text = text.replace("\n", draw(st.sampled_from(["\n", "\n", "\r\n"])))
    return draw(st.sampled_from(["", "", "\ufeff"])) + text
