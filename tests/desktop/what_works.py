"""Works out what works where, and which test stands behind it; the manual's table is made here.

What is given stands in the adapters, each of which declares ``GIVES``: ability, desktop, limits. Who proves it stands
below: to flip a cell, name its test. A cell whose test is not there is shown as not tried.
"""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DESKTOPS = {
    "xfce": "XFCE",
    "x11": "X11 with an XEmbed tray",
    "sway": "sway, wlroots",
    "gnome": "GNOME",
    "kde": "KDE Plasma",
    "windows": "Windows",
    "macos": "macOS",
}
ABILITIES = {
    "icon": "The icon fills and changes colour",
    "menu": "The menu",
    "left click": "A left click shows the number",
    "tooltip": "A tooltip",
    "notifications": "Notifications",
    "buttons": "Buttons on notifications",
    "input": "Input and rest",
    "lock": "Locked screen",
    "suspend": "Suspend",
    "session end": "End of the session",
    "switches": "Changes of context",
    "do-not-disturb": "Do-not-disturb",
    "fullscreen": "Full screen",
    "programs": "Programs named in the settings",
    "meeting": "Meetings (microphone, camera)",
    "film": "Films and presentations",
    "autostart": "Start with the session",
    "application menu": "Entry in the application menu",
}

_LEGEND = {
    "✓": "tried on the real thing, in every run of the tests",
    "✓ *stand-in*": "tried on a stand-in that behaves like the real thing",
    "✓ *Wine*": "tried on Wine, by `tests/run --wine`",
    "*not tried*": "built, but not tried",
    "–": "not there; Backpressure does without",
}
_COLOURS = "test_typing_colours_the_icon_and_a_break_takes_the_colour_back"
_MENU = "test_a_break_of_each_kind_begins_from_the_menu"
_CLICK = "test_the_number_in_words_comes_on_a_left_click_with_buttons"
_BUTTONS = "test_a_break_is_suggested_and_each_button_does_what_it_says"
_LOCK = "test_a_locked_screen_is_a_rest_and_nobody_is_asked_there"
_SLEEP = "test_the_machine_sleeps_at_once_and_everything_is_on_disk"
_DISTURB = "test_do_not_disturb_holds_a_suggestion_until_it_ends"
_FILM = "test_a_film_over_the_whole_screen_holds_a_suggestion_until_it_ends"
_STORY = {
    "icon": _COLOURS,
    "menu": _MENU,
    "left click": _CLICK,
    "tooltip": "test_the_icon_says_more_below_the_pointer",
    "notifications": "test_a_suggestion_is_shown_when_a_server_comes_late",
    "buttons": _BUTTONS,
    "input": _COLOURS,
    "lock": _LOCK,
    "suspend": _SLEEP,
    "do-not-disturb": _DISTURB,
    "fullscreen": _FILM,
}
_OF_A_SHELL = _STORY | {
    "menu": "test_a_row_below_a_row_of_the_menu_is_chosen",
    "notifications": "test_a_suggestion_comes_once_and_its_buttons_do_what_they_say",
    "buttons": "test_a_suggestion_comes_once_and_its_buttons_do_what_they_say",
}
_STORIES = {
    "xfce": ("stories/test_story_x11.py::TestOnXfce", _STORY),
    "x11": ("stories/test_story_xembed.py::TestOnTrayer", _STORY),
    "sway": ("stories/test_story_wayland.py::TestOnSway", _STORY),
    "gnome": (
        "stories/test_story_gnome.py::TestOnGnome",
        _OF_A_SHELL | {"left click": "test_a_left_click_opens_the_menu_with_the_pressure_on_top"},
    ),
    "kde": (
        "stories/test_story_plasma.py::TestOnPlasma",
        _OF_A_SHELL | {"switches": "test_plasma_itself_tells_of_input_and_of_the_program_in_front"},
    ),
}

_LINUX = ("xfce", "x11", "sway", "gnome", "kde")
_ON_LINUX = {
    "meeting": (
        "linux/attention/test_meeting.py::test_a_recording_from_a_microphone_is_a_meeting_and_one_of_what_is_played_is_none",
        True,
    ),
    "autostart": (
        "linux/entries/test_autostart.py::test_a_desktop_starts_exactly_what_was_meant_however_the_folder_is_called",
        False,
    ),
    "application menu": ("linux/entries/test_app_menu.py::test_the_entries_are_valid", False),
}
"""What does not depend on the desktop: sound servers and files are the same on all of them. Whether it is on the real
thing; nobody logs in to prove that a login starts the program."""
_NAMED = "linux/attention/test_attention.py::test_a_program_that_the_settings_name_is_told_while_it_is_in_front"
_REAL_ON_X11 = {
    "switches": "linux/foreground/test_foreground.py::test_another_program_is_a_change",
    "fullscreen": "linux/attention/test_attention.py::test_a_window_that_fills_the_screen_on_x11",
    "programs": _NAMED + "_on_x11",
}
_REAL_ON_SWAY = {
    "switches": "linux/foreground/test_foreground.py::test_on_sway_another_application_is_a_change",
    "fullscreen": "linux/attention/test_attention.py::test_a_window_that_fills_the_screen_on_sway",
    "programs": _NAMED + "_on_sway",
    "do-not-disturb": "linux/attention/test_attention.py::test_a_real_swaync",
}
_DND = {
    "xfce": "linux/attention/test_attention.py::test_a_real_xfce4_notifyd",
    "x11": "linux/attention/test_attention.py::test_a_real_dunst",
}
_SAVED = "linux/session/test_session.py::test_before_the_machine_sleeps_or_stops_all_is_saved_and_nobody_waits_longer"
_AWAKE = (
    "linux/attention/test_screen_kept_awake.py::"
    "test_a_wish_to_keep_the_screen_awake_counts_and_one_to_keep_the_machine_awake_does_not"
)
_STAND_INS = {
    "lock": "linux/session/test_session.py::test_a_lock_hint_is_told",
    "suspend": _SAVED,
    "session end": _SAVED,
    "film": "linux/attention/test_screen_kept_awake.py::test_logind",
}
_WINE = "wine/test_story_wine.py::TestOnWine::"
_IN_WINE = {
    "icon": _WINE + _COLOURS,
    "menu": _WINE + _MENU,
    "left click": _WINE + "test_the_number_in_words_comes_on_a_left_click",
    "tooltip": _WINE + "test_the_icon_says_more_below_the_pointer",
    "input": _WINE + _COLOURS,
}
"""Tried when ``tests/run --wine`` is asked for. What Wine has no more of than a message that a test sends is not here:
locks, suspends and the session's end; nor are toasts, of which it knows nothing."""
_WINDOWS = "windows/test_desktop_windows.py::"
_WINDOWS_ALONE = "windows/test_attention_windows.py::"
_MACOS = "macos/test_desktop_macos.py::"
_FACE = "test_the_face_is_shown_as_picture_words_and_menu"
_ON_FAKES = {
    (
        "film",
        "gnome",
    ): _AWAKE,
    (
        "film",
        "kde",
    ): _AWAKE,
    ("input", "gnome"): "linux/input/test_idle_mutter.py::test_input_that_stops_and_begins_is_told_each_time",
    ("input", "kde"): "linux/input/test_idle_wayland.py::test_what_a_compositor_says_is_passed_on",
    ("do-not-disturb", "gnome"): "linux/attention/test_attention.py::test_gnome",
    ("do-not-disturb", "kde"): "linux/attention/test_attention.py::test_servers_with_a_property",
    ("switches", "windows"): _WINDOWS + "test_another_program_in_front_is_a_change_and_another_window_of_it_is_none",
    ("switches", "macos"): _MACOS + "test_another_application_in_front_is_a_change",
    ("meeting", "windows"): _WINDOWS_ALONE
    + "test_a_microphone_that_is_in_use_is_a_meeting_until_windows_records_its_end",
    ("icon", "windows"): _WINDOWS + _FACE,
    ("menu", "windows"): _WINDOWS + _FACE,
    ("tooltip", "windows"): _WINDOWS + _FACE,
    ("lock", "windows"): _WINDOWS + "test_locks_and_the_way_back_from_a_suspend_are_told",
    ("suspend", "windows"): _WINDOWS + "test_locks_and_the_way_back_from_a_suspend_are_told",
    ("session end", "windows"): _WINDOWS + "test_the_work_is_saved_before_windows_goes_on",
    ("fullscreen", "windows"): _WINDOWS_ALONE + "test_a_program_that_fills_the_screen_is_noticed_and_so_is_its_end",
    ("film", "windows"): _WINDOWS_ALONE
    + "test_presentation_settings_are_noticed_with_the_next_window_and_their_end_by_looking_again",
    ("do-not-disturb", "windows"): _WINDOWS_ALONE
    + "test_what_held_before_the_start_is_noticed_at_once_and_forgotten_with_the_setting",
    ("programs", "kde"): _NAMED + "_on_plasma",
    ("programs", "windows"): _WINDOWS_ALONE + "test_a_program_that_the_settings_name_is_noticed_while_it_is_in_front",
    ("programs", "macos"): "macos/test_attention_macos.py::"
    "test_an_application_that_the_settings_name_is_noticed_while_it_is_in_front",
    ("input", "windows"): _WINDOWS + "test_another_quiet_acts_at_once",
    (
        "notifications",
        "windows",
    ): "notify/test_desktop_notifier.py::test_title_text_buttons_and_urgency_reach_the_system",
    ("buttons", "windows"): "notify/test_desktop_notifier.py::test_a_button_does_what_it_says_and_the_notice_goes",
    (
        "autostart",
        "windows",
    ): "windows/test_autostart_windows.py::test_on_writes_a_line_that_windows_reads_and_off_leaves_what_is_others",
    ("icon", "macos"): _MACOS + _FACE,
    ("menu", "macos"): _MACOS + _FACE,
    ("lock", "macos"): _MACOS + "test_a_lock_is_told_once_whoever_tells_of_it",
    ("suspend", "macos"): _MACOS + "test_the_way_back_from_sleep_is_a_look",
    ("session end", "macos"): _MACOS + "test_the_work_is_saved_before_macos_goes_on",
    ("input", "macos"): _MACOS + "test_another_quiet_acts_at_once",
    ("notifications", "macos"): "notify/test_desktop_notifier.py::test_title_text_buttons_and_urgency_reach_the_system",
    ("buttons", "macos"): "notify/test_desktop_notifier.py::test_a_button_does_what_it_says_and_the_notice_goes",
    ("autostart", "macos"): "macos/test_autostart_macos.py::test_on_writes_an_agent_and_off_removes_it",
}

Cell = tuple[str, str]
"""An ability and a desktop, by their short names."""


def given() -> dict[Cell, str]:
    """What the adapters say they give, with its limits; read from their code, for no system can import all of them."""
    found: dict[Cell, str] = {}
    for path in sorted((ROOT / "tray/desktop").rglob("*.py")):
        for node in ast.parse(path.read_text()).body:
            match node:
                case ast.Assign(targets=[ast.Name(id="GIVES")], value=value):
                    for ability, desktops in ast.literal_eval(value).items():
                        found |= {(ability, desktop): limits for desktop, limits in desktops.items()}
    return found


def named() -> Iterator[tuple[Cell, str, bool]]:
    """Every test that somebody named for a cell, the best first, and whether it is on the real thing."""
    for desktop, (whose, tests) in _STORIES.items():
        # The login manager of the stories is one of ours.
        yield from (
            ((ability, desktop), f"{whose}::{test}", ability not in ("lock", "suspend"))
            for ability, test in tests.items()
        )
    for ability, (test, is_real) in _ON_LINUX.items():
        yield from (((ability, desktop), test, is_real) for desktop in _LINUX)
    for desktop, real in (("xfce", _REAL_ON_X11), ("x11", _REAL_ON_X11), ("sway", _REAL_ON_SWAY)):
        yield from (((ability, desktop), test, True) for ability, test in real.items())
    yield from ((("do-not-disturb", desktop), test, True) for desktop, test in _DND.items())
    yield from (((ability, "windows"), test, False) for ability, test in _IN_WINE.items())
    yield from ((cell, test, False) for cell, test in _ON_FAKES.items())
    yield from (((ability, desktop), test, False) for ability, test in _STAND_INS.items() for desktop in _LINUX)


def proofs() -> dict[Cell, tuple[str, bool]]:
    """The best test of each cell that is there."""
    found: dict[Cell, tuple[str, bool]] = {}
    for cell, test, real in named():
        if exists(test):
            found.setdefault(cell, (test, real))
    return found


def exists(test: str) -> bool:
    """Whether the file has such a test; of stories, the story may stand in the file of one of their classes."""
    file, *names = test.split("::")
    path = ROOT / "tests/desktop" / file
    if not path.exists():
        return False
    stories = [name for story in path.parent.glob("story*.py") for name in _names(story)]
    there = [*_names(path), *(stories if len(names) > 1 else ())]
    return all(name in there for name in names) and _tells(path, names)


def _tells(path: Path, names: list[str]) -> bool:
    """Whether the class in the file tells that story: its own, or one of the classes it builds on."""
    if len(names) == 1:
        return True
    files = [path, *path.parent.glob("story*.py")]
    classes = {
        node.name: node for file in files for node in ast.parse(file.read_text()).body if isinstance(node, ast.ClassDef)
    }
    waiting = [names[0]]
    while waiting:
        known = classes.get(waiting.pop())
        if known is None:
            continue
        told = dict(_members(known)).get(names[1])
        if told is not None:
            return told
        waiting += [base.id for base in known.bases if isinstance(base, ast.Name)]
    return False


def _members(known: ast.ClassDef) -> Iterator[tuple[str, bool]]:
    """The stories that a class itself speaks of, and whether it tells them or, by a None, leaves them out."""
    for node in known.body:
        match node:
            case ast.FunctionDef(name=name):
                yield name, True
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                yield name, not (isinstance(value, ast.Constant) and value.value is None)


@cache
def _names(path: Path) -> tuple[str, ...]:
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                found.append(name)
            case ast.Assign(targets=[ast.Name(id=name)]):
                found.append(name)
    return tuple(found)


def table() -> str:
    """The table of the manual, with its legend."""
    gives, tested = given(), proofs()
    head = [f"| | {' | '.join(DESKTOPS.values())} |", f"|---|{'---|' * len(DESKTOPS)}"]
    rows = [
        f"| {words} | {' | '.join(_cell((ability, desktop), gives, tested) for desktop in DESKTOPS)} |"
        for ability, words in ABILITIES.items()
    ]
    legend = [f"| {mark} | {meaning} |" for mark, meaning in _LEGEND.items()]
    return "\n".join([*head, *rows, "", "| mark | means |", "|---|---|", *legend, ""])


def proofs_listed() -> str:
    """Which test stands behind which cell of the table."""
    return "\n".join((*_behind(given(), proofs()), ""))


def _cell(cell: Cell, gives: Mapping[Cell, str], tested: Mapping[Cell, tuple[str, bool]]) -> str:
    if cell not in gives:
        return "–"
    mark = _mark(*tested[cell]) if cell in tested else "*not tried*"
    return f"{mark} ({gives[cell]})" if gives[cell] else mark


def _mark(test: str, real: bool) -> str:
    if test.startswith("wine/"):
        return "✓ *Wine*"
    return "✓" if real else "✓ *stand-in*"


def _behind(gives: Mapping[Cell, str], tested: Mapping[Cell, tuple[str, bool]]) -> Iterator[str]:
    by_test: dict[str, dict[str, list[str]]] = {}
    for ability, desktop in ((ability, desktop) for ability in ABILITIES for desktop in DESKTOPS):
        if (ability, desktop) in gives and (ability, desktop) in tested:
            cells = by_test.setdefault(tested[ability, desktop][0], {})
            cells.setdefault(ability, []).append(DESKTOPS[desktop])
    for test, cells in by_test.items():
        said = "; ".join(f"{ability}: {', '.join(desktops)}" for ability, desktops in cells.items())
        yield f"- `{test}`: {said}"


def unknown_words() -> list[str]:
    """Abilities and desktops in a declaration, or in the list of tests, that the table does not know."""
    cells = {*given(), *(cell for cell, _, _ in named())}
    return sorted(word for cell in cells for word in cell if word not in ABILITIES and word not in DESKTOPS)
