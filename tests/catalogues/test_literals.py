"""Texts that read like words for people come through the words; what does not is for machines, and counted here."""

from pathlib import Path

import pytest

from tests.catalogues import literals
from tests.catalogues.messages import modules

KNOWN = """
app/app 1
app/read_and_publish_calendars 1
app/demo 1
app/loop 1
app/machines/sharing 2
cli/typed_commands 1
cli/completion 11
cli/verb_places_and_options 1
cli/verb_table_of_status_agent_and_demo 6
cli/typed_days_weeks_months_years 1
cli/typed_times_spans_lengths 7
cli/verb_table 37
cli/verbs/hooks 2
cli/verbs/what_if 1
core/engine/hook_events 15
core/engine/rules 17
core/law/equations 2
core/messages/json_form 3
core/state/fold 1
desktop/child_process 1
desktop/common/commands_to_install_and_update 9
desktop/common/own_command 2
desktop/editor 1
desktop/linux/attention/screen_kept_awake 3
desktop/linux/attention/screen_cast 2
desktop/linux/attention/microphone 1
desktop/linux/attention/pulse_wire 3
desktop/linux/dbus/connection 2
desktop/linux/dbus/objects 9
desktop/linux/dbus/wire 4
desktop/linux/desktop 2
desktop/linux/display/stream 1
desktop/linux/display/wayland 2
desktop/linux/entries/app_menu 3
desktop/linux/entries/autostart 2
desktop/linux/entries/desktop_entry 1
desktop/linux/foreground/front_kwin 1
desktop/linux/foreground/front_wlr 1
desktop/linux/input/idle_wayland 1
desktop/linux/input/idle_x11 2
desktop/linux/local_socket 1
desktop/linux/notify/notifier 3
desktop/linux/notify/room 1
desktop/linux/session/logind_power 1
desktop/linux/session/logind_session 6
desktop/linux/tray/status_notifier_or_xembed 3
desktop/linux/tray/dbusmenu 2
desktop/linux/tray/x11_text 1
desktop/linux/tray/xembed_return 1
desktop/linux/tray/xembed_server 1
desktop/macos/screen_kept_awake 1
desktop/macos/input 1
desktop/macos/microphone 1
desktop/macos/notifier_by_script 1
desktop/macos/session 1
desktop/macos/tray 2
desktop/notify/desktop_notifier 1
desktop/read_in_child 1
desktop/windows/attention 3
desktop/windows/input 1
desktop/windows/tray_and_session 2
doctor/desktop 1
doctor/files 2
lib/frozen 2
lib/json_text 3
lib/language/catalogue_reader 2
lib/language/plural_forms 3
lib/loading/write_code_file 3
lib/loading/load_code_file 5
lib/loading/lazy_import 1
lib/loading/share_equal 2
lib/loading/without_typing 1
report/plot_style 1
settings/file/load_or_list_mistakes 1
settings/file/read_toml 3
settings/file/default_file_and_tables 2
settings/file/syntax 17
settings/types/duration 1
settings/types/setting 1
settings/types/toml_form 1
store/damage/carve 3
store/files/log 1
store/journal/order 1
store/journal/purge 1
view/terminal/bug_report 1
view/terminal/doctor 2
view/terminal/manual_page 1
view/terminal/status 7
view/terminal/status_bars 1
view/tray/icon_mark_tooltip_clicks 7
view/values/health 1
view/values/metrics 13
view/values/status 2
view/words/machines 2
view/words/warnings 9
"""
"""Modules and how many such texts each has: shell scripts, examples of what is typed, values of JSON and hooks, names
that desktops are asked by, reasons that stand in the log, faults of our own. These numbers only become smaller."""


def counts() -> dict[str, int]:
    return {name: int(number) for name, number in (line.split() for line in KNOWN.strip().splitlines())}


def test_no_module_says_more_beside_the_words_than_is_known() -> None:
    known = counts()
    found = {str(path.relative_to("tray").with_suffix("")): list(literals.texts(path)) for path in modules()}

    assert {} == {name: texts for name, texts in found.items() if len(texts) > known.get(name, 0)}
    assert {} == {name: number for name, number in known.items() if len(found.get(name, ())) < number}, "now fewer"


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('return "Your break is over"', True),
        ('return f"Your break is over at {at}"', True),
        ('return say("Your break is over")', False),
        ('return say("Your break is over at {at}", at=at)', False),
        ('NAMES = (mark("this stretch"),)', False),
        ('"""Your break is over."""', False),
        ('self._note("A line of the log")', False),
        ('x: "dict[str, int]" = {}', False),
        ('re.compile("half an hour")', False),
        ('execute("SELECT all of it")', False),
    ],
)
def test_what_reads_like_words_for_people_is_found(
    code: str, found: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "module.py").write_text(
        f"from tray.lib.language.translation import mark, say\ndef f(self, at):\n    0\n    {code}\n"
    )
    monkeypatch.setattr(literals, "ROOT", tmp_path)

    assert found == bool(list(literals.texts(Path("module.py"))))
