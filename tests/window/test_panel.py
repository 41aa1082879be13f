"""What the panel shows and does: used by pointer and by keyboard alone, every control named, nothing cut off."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest

from tests.app.test_loop import Desk, ask
from tests.catalogues.pseudo import BEGINS, put_in_force
from tests.catalogues.pseudo import pseudo as pseudo_of
from tests.window.offered import OTHERS, TABS, offers
from tests.window.pictures import a_day
from tray.app.answer_command_line import Serving
from tray.control.command_form import unpacked
from tray.control.protocol import COMMAND
from tray.core.messages import commands as c
from tray.core.messages.events import InputStopped
from tray.errors import Problem, SettingsInvalid, StoreError
from tray.lib.language.translation import restore
from tray.settings.defaults.every_setting import Settings

pytest.importorskip("PySide6.QtWidgets")
pytestmark = pytest.mark.usefixtures("app")

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt  # noqa: E402
from PySide6.QtGui import QImage, QMouseEvent, QRegion  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import (  # noqa: E402
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QSlider,
    QStyle,
    QStyleOptionFrame,
    QWidget,
)

from tray.window import panel as panel_module  # noqa: E402
from tray.window.colours import DARK  # noqa: E402
from tray.window.panel import Panel  # noqa: E402
from tray.window.panel_opened_by_program import PanelFace  # noqa: E402
from tray.window.panel_place import AT_EDGE, beside  # noqa: E402
from tray.window.panel_pressure_parts_and_help import PartBar  # noqa: E402
from tray.window.panel_sections import session_of  # noqa: E402

Told = dict[str, Any]


class Opened:
    """A panel over a program of a test's own, that carries out what is asked."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.serving = Serving(desk.loop, lambda: ({}, ()))
        self.asked: list[c.Command] = []
        self.closed = 0
        self.panel = Panel(self.ask, self.explain, self.count)
        self.refresh()
        self.panel.come(0, 0)
        settle()

    def ask(self, verb: str, arguments: Told, done: Callable[[Any], None], failed: Callable[[str], None]) -> None:
        if verb == COMMAND:
            self.asked.append(unpacked(arguments))
        answer = self.serving.answer(verb, arguments)
        done(answer["result"]) if answer["ok"] else failed(answer["error"])
        self.refresh()

    def explain(self, done: Callable[[Any], None], _: Callable[[str], None]) -> None:
        done(self.serving.answer("explain", {})["result"])

    def count(self) -> None:
        self.closed += 1

    def told(self) -> Told:
        return self.serving.answer("panel", {})["result"]

    def refresh(self) -> "Opened":
        self.panel.show_told(self.told())
        settle()
        return self

    def named(self, name: str) -> Any:
        """The control that a screen reader calls so."""
        found = [each for each in self.controls() if each.accessibleName() == name]
        assert len(found) == 1, (name, [each.accessibleName() for each in self.controls()])
        return found[0]

    def controls(self) -> list[QWidget]:
        """What the keyboard reaches."""
        return [
            each
            for each in self.panel.findChildren(QWidget)
            if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isEnabled()
        ]

    def press(self, name: str) -> "Opened":
        """By the pointer."""
        QTest.mouseClick(self.named(name), Qt.MouseButton.LeftButton)
        settle()
        return self

    def reach(self, name: str) -> "Opened":
        """By the keys: go there from one to the next, and press it."""
        for _ in range(len(self.controls()) + 2):
            if focused().accessibleName() == name:
                QTest.keyClick(focused(), Qt.Key.Key_Return)
                settle()
                return self
            QTest.keyClick(focused(), Qt.Key.Key_Tab)
        raise AssertionError(name)

    def choose(self, *names: str) -> "Opened":
        """Click on something in the list that is open, and on something in the one that this opens."""
        for name in names:
            self.press(name)
        return self

    def go_down_to(self, *names: str) -> "Opened":
        """The same by the keys."""
        for name in names:
            self.reach(name)
        return self

    def opens(self, section: str, press: Callable[["Opened", str], "Opened"]) -> None:
        """Have this section open, where it is one."""
        if section and not self.panel._is_open(section):
            press(self, TABS[section])


def settle() -> None:
    for _ in range(6):
        QApplication.processEvents()


def worked() -> Desk:
    desk = Desk().type().run(minutes=10)
    ask(desk.loop, c.DropQuestion())
    return desk.type().run(minutes=50)


@pytest.fixture
def opened() -> Iterator[Opened]:
    found = Opened(worked())
    yield found
    found.panel.close()
    settle()


def test_the_header_says_the_number_its_level_and_what_comes_next(opened: Opened) -> None:
    texts = [each.text() for each in opened.panel.findChildren(QLabel) if each.isVisible()]
    told = opened.told()

    assert [told["percent"], told["level"], told["next"]] == texts[:3]


@pytest.mark.parametrize(
    ("command", "line"),
    [
        (c.BeQuiet(timedelta(hours=1)), "Quiet until "),
        (c.BeginMeeting(timedelta(hours=1)), "In a meeting until "),
        (c.Pause(timedelta(hours=1)), "Tracking is paused until "),
    ],
)
def test_the_header_says_until_when_it_is_quiet_although_a_break_is_due(
    opened: Opened, command: c.Command, line: str
) -> None:
    assert opened.desk.loop.moment.state.suggestion is not None
    ask(opened.desk.loop, command)
    opened.refresh()
    texts = [each.text() for each in opened.panel.findChildren(QLabel) if each.isVisible()]

    assert any(line in each for each in texts[:4]), texts


def test_what_was_answered_about_a_gap_waits_for_nothing_and_can_still_be_changed(opened: Opened) -> None:
    ask(opened.desk.loop, c.TakeBreak("rest", timedelta(minutes=10)))
    opened.desk.loop.take(InputStopped(timedelta(seconds=5)))
    opened.desk.run(minutes=12)
    opened.desk.type().run(minutes=2)
    opened.refresh()
    asked = next(each["label"] for each in opened.told()["menu"] if each["key"] == "was")
    assert asked not in [each.accessibleName() for each in opened.controls()]

    opened.press("Take a break").choose(asked, "I worked")
    assert c.ItWas is type(opened.asked[-1])


def test_a_break_is_begun_and_ended_by_the_pointer(opened: Opened) -> None:
    opened.press("Take a break").press("5 min, worked out for now")
    assert [c.TakeBreak("rest", timedelta(minutes=5))] == opened.asked
    assert opened.desk.loop.moment.state.break_ is not None

    opened.press("I'm back")
    assert c.EndBreak() == opened.asked[-1]


def test_a_to_do_is_added_and_done_by_the_keyboard_alone(opened: Opened) -> None:
    reach(opened, "To do")
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    settle()
    line = focused()
    assert isinstance(line, QLineEdit), "whoever opens it can type at once"
    QTest.keyClicks(line, "answer Ada")
    QTest.keyClick(line, Qt.Key.Key_Return)
    settle()
    assert [c.Commit("answer Ada")] == opened.asked

    reach(opened, "Done: 1  answer Ada")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    settle()
    assert c.CloseCommitment(1) == opened.asked[-1]


def test_quiet_is_set_and_ended(opened: Opened) -> None:
    opened.press("Quiet").press("Say nothing").choose("Say nothing for 1 h")
    assert opened.desk.loop.moment.state.quiet is not None

    opened.press("Notify me again")
    assert [c.BeQuiet(timedelta(hours=1)), c.EndQuiet()] == opened.asked


def test_the_ways_of_being_quiet_are_two_neat_lines_with_their_lengths_below(opened: Opened) -> None:
    opened.press("Quiet")
    high = opened.panel.height()
    ways = [opened.named(name) for name in ("Say nothing", "Snooze breaks", "I'm in a meeting", "Stop tracking")]

    assert 2 == len({each.y() for each in ways})
    assert 1 == len({each.width() for each in ways})
    opened.press("Stop tracking")
    assert high < opened.panel.height()
    assert "Stop tracking for 30 min" == focused().accessibleName()
    assert all(each.y() < focused().y() for each in opened.controls() if each.accessibleName() == "Stop tracking")
    opened.press("Quiet").press("Quiet")
    assert high == opened.panel.height(), "closed with its section"


def test_a_block_is_planned_and_told_with_its_time(opened: Opened) -> None:
    opened.press("Quiet").press("Keep time for one thing").choose("Keep 2 h for one thing")
    texts = " ".join(each.text() for each in opened.panel.findChildren(QLabel) if each.isVisible())

    assert [c.PlanBlock(timedelta(hours=2), None)] == opened.asked
    assert 'Block 1 is for "focus":' in texts


class Recorded(Opened):
    """A panel whose program notes what is asked and does nothing, so that all that it offers stays."""

    def __init__(self) -> None:
        super().__init__(a_day())
        self.offers = offers(self.serving.answer("panel", {})["result"]["menu"])

    def ask(self, _verb: str, arguments: Told, done: Callable[[Any], None], _failed: Callable[[str], None]) -> None:
        self.asked.append(unpacked(arguments))
        done({"said": ""})


@pytest.fixture(scope="module")
def recorded(app: object) -> Iterator[Recorded]:
    assert app
    found = Recorded()
    yield found
    found.panel.close()
    settle()


def test_there_is_nothing_to_press_that_does_not_do_what_the_menu_says(recorded: Recorded) -> None:
    parts = {each.accessibleName() for each in recorded.panel.findChildren(PartBar)}
    for section in ("", *TABS):
        recorded.opens(section, Opened.press)
        there = {each.accessibleName() for each in recorded.controls()}
        ways = {each.way[0] for each in recorded.offers if each.section in ("", section)}

        assert ways | parts | set(TABS.values()) | OTHERS[""] | OTHERS.get(section, set()) == there, section
        assert len(there) == len(recorded.controls()), "no two alike"


@pytest.mark.parametrize("by", ["pointer", "keyboard"])
def test_all_that_the_menu_offers_is_done_by_the_pointer_and_by_the_keyboard_alone(recorded: Recorded, by: str) -> None:
    press, choose = {"pointer": (Opened.press, Opened.choose), "keyboard": (Opened.reach, Opened.go_down_to)}[by]
    for each in recorded.offers:
        if not recorded.panel.isVisible():  # something else had the person's eyes
            recorded.panel.come(0, 0)
            settle()
        recorded.opens(each.section, press)
        control, *chosen = each.way
        press(recorded, control)
        if chosen:
            choose(recorded, *chosen)

        assert [each.command] == recorded.asked, each.way
        recorded.asked.clear()


def test_a_session_is_typed_with_its_estimate(opened: Opened) -> None:
    opened.press("Session")
    QTest.keyClicks(focused(), "report 2h")
    QTest.keyClick(focused(), Qt.Key.Key_Return)

    assert [c.StartSession("report", timedelta(hours=2))] == opened.asked


@pytest.mark.parametrize(
    ("typed", "label", "estimate"),
    [
        ("report 2h", "report", timedelta(hours=2)),
        ("quarterly report 1h 30m", "quarterly report", timedelta(minutes=90)),
        ("2h", "2h", None),
        ("chapter 4", "chapter 4", None),
        ("sprint 0m", "sprint 0m", None),
    ],
)
def test_only_a_length_at_the_end_is_an_estimate(typed: str, label: str, estimate: timedelta | None) -> None:
    assert c.StartSession(label, estimate) == session_of(typed)


def test_a_check_in_is_answered_on_its_scale_by_the_keyboard(opened: Opened) -> None:
    opened.press("How are you")
    slider = opened.named("How tired you are now")
    assert isinstance(slider, QSlider)
    slider.setFocus()
    for _ in range(2):
        QTest.keyClick(slider, Qt.Key.Key_Right)
    opened.press("Answer: How tired you are now")

    assert [c.CheckIn("fatigue", 7)] == opened.asked


def test_what_stands_to_be_answered_has_the_focus_and_enter_takes_it() -> None:
    desk = Desk().type().run(minutes=1)  # the welcome stands
    opened = Opened(desk)
    first = focused()
    opened.panel.close()

    assert isinstance(first, QPushButton)
    assert "Show me" == first.accessibleName()


def test_a_refusal_is_read_where_it_was_asked(opened: Opened) -> None:
    opened.panel._press({"command": "PlanCommitment", "fields": {"number": 9, "when": "2026-12-01T10:00:00+00:00"}})
    settle()
    said = [each.text() for each in opened.panel.findChildren(QLabel) if each.objectName() == "said"]

    assert "9" in said[0]


def test_a_part_says_where_it_comes_from_and_adds_up(opened: Opened) -> None:
    told = opened.told()
    stretch = next(each for each in told["parts"] if each["key"] == "gen0")
    bar = next(each for each in opened.controls() if each.accessibleName().startswith(f"{stretch['label']}:"))
    assert isinstance(bar, QAbstractButton)
    bar.click()
    settle()
    numbers = [
        int(each.text())
        for each in opened.panel._page().findChildren(QLabel)
        if each.objectName() == "text" and each.text().isdigit() and each.isVisible()
    ]

    assert stretch["points"] == sum(numbers)


def test_what_is_too_small_for_a_line_of_its_own_comes_together_and_a_part_that_holds_nothing_says_so() -> None:
    desk = worked()
    for number in range(6):
        ask(desk.loop, c.StartSession(f"errand {number}"))
        desk.type().run(minutes=0.3)
    opened = Opened(desk)

    def said_of(key: str) -> list[str]:
        part = next(each for each in opened.told()["parts"] if each["key"] == key)
        opened.press(f"{part['label']}: {part['points']} points")
        return [each.text() for each in opened.panel._page().findChildren(QLabel) if each.isVisible()]

    stretch = said_of("gen0")
    assert "Smaller things" in stretch
    assert not any("errand" in each for each in stretch)
    assert "Nothing to speak of." in said_of("live")
    opened.panel.close()


def test_what_a_part_or_help_opened_is_closed_where_it_was_opened(opened: Opened) -> None:
    part = next(each for each in opened.controls() if isinstance(each, PartBar))
    for name in (part.accessibleName(), "Help"):
        before = opened.panel.height()
        opened.press(name)
        assert opened.panel._page().isVisible()
        opened.press(name)
        assert not opened.panel._page().isVisible()
        assert (False, before) == (part.isChecked(), opened.panel.height())


def test_what_has_the_focus_is_seen_to_have_it(opened: Opened) -> None:
    part = next(each for each in opened.controls() if isinstance(each, PartBar))
    for each, other in ((opened.panel._curve, part), (part, opened.panel._curve)):
        other.setFocus()
        settle()
        before = each.grab().toImage()
        each.setFocus()
        settle()
        assert before != each.grab().toImage()


def test_a_larger_font_makes_it_larger(opened: Opened) -> None:
    before = opened.panel.size()
    font = opened.panel.font()
    font.setPointSizeF(font.pointSizeF() * 1.5)
    opened.panel.setFont(font)
    settle()

    assert opened.panel.width() > before.width()
    assert opened.panel.height() > before.height()
    assert [] == cut_off(opened.panel)


def test_the_times_of_a_to_do_are_closed_with_the_section(opened: Opened) -> None:
    ask(opened.desk.loop, c.Commit("answer Ada"))
    opened.refresh()
    opened.panel._open("waiting")
    settle()
    closed = len(opened.controls())
    opened.press("Plan: 1  answer Ada")
    assert len(opened.controls()) > closed
    for _ in range(2):
        opened.panel._open("waiting")
        settle()

    assert len(opened.controls()) == closed


def test_esc_closes_it(opened: Opened) -> None:
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    settle()

    assert not opened.panel.isVisible()
    assert 1 == opened.closed


def test_the_curve_keeps_no_key_to_itself_that_means_nothing_to_it(opened: Opened) -> None:
    opened.panel._curve.setFocus()
    QTest.keyClick(opened.panel._curve, Qt.Key.Key_Escape)
    settle()

    assert not opened.panel.isVisible()


def test_its_page_of_the_manual_is_named_and_no_line_of_it_is_longer_than_there_is_room(opened: Opened) -> None:
    page = opened.press("Help").named("The page of the manual")

    assert 0 == page.horizontalScrollBar().maximum()
    assert page.toPlainText().startswith("The window")
    assert "<a href" not in page.toHtml(), "nowhere to go from here"


@pytest.mark.usefixtures("pseudo")
def test_whoever_reads_another_language_is_told_that_the_page_of_the_manual_is_in_english(opened: Opened) -> None:
    opened.panel._open_help()
    settle()
    (said, *_) = [each.text() for each in opened.panel._page().findChildren(QLabel) if each.isVisible()]

    assert pseudo_of("This page is in English.") == said


def test_nobody_is_told_in_english_that_the_page_of_the_manual_is(opened: Opened) -> None:
    opened.press("Help")

    assert [] == [each.text() for each in opened.panel._page().findChildren(QLabel) if each.isVisible()]


def test_in_the_first_moment_of_all_there_is_no_past_to_tell_of_and_what_comes_is_drawn() -> None:
    opened = Opened(Desk())
    curve = opened.panel._curve
    assert "Nothing is on record yet today." == curve.accessibleDescription()

    drawn = curve.grab().toImage()
    curve._as_now = ()
    assert drawn != curve.grab().toImage()
    curve.setFocus()
    QTest.keyClick(curve, Qt.Key.Key_Left)
    assert "08:45" == curve.accessibleDescription(), "no number that nobody knows"
    opened.desk.run(minutes=30)
    opened.refresh()
    QTest.keyClick(curve, Qt.Key.Key_Right)
    assert curve.accessibleDescription().startswith("09:00: "), "what has been since is known"
    opened.panel.close()


def test_where_the_record_cannot_be_read_there_is_all_but_the_curve_until_it_can(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(_since: datetime) -> None:
        raise StoreError("the disk does not answer")

    with monkeypatch.context() as patched:
        patched.setattr(opened.desk.loop.record, "back_to", unreadable)
        opened.refresh()
        assert not opened.panel._curve.isVisible()
        assert opened.told()["percent"] in [each.text() for each in opened.panel.findChildren(QLabel)]
    opened.refresh()
    assert opened.panel._curve.isVisible()


def test_the_curve_tells_of_a_break_by_its_own_name_and_length(opened: Opened) -> None:
    opened.desk.loop.take(InputStopped(timedelta(seconds=5)))
    opened.desk.run(minutes=12)
    opened.desk.type().run(minutes=2)
    opened.refresh()
    within = opened.desk.loop.timeline.now() - timedelta(minutes=8)

    assert "Break, 12 min" == opened.panel._curve.words_at(within).splitlines()[1]


@pytest.mark.usefixtures("from_the_right")
def test_where_a_day_is_read_from_the_right_the_key_that_points_left_goes_on_in_time() -> None:
    opened = Opened(worked())
    curve = opened.panel._curve
    curve.setFocus()
    for key, minutes in ((Qt.Key.Key_Left, 15), (Qt.Key.Key_Right, 0), (Qt.Key.Key_Right, -15)):
        QTest.keyClick(curve, key)
        assert curve.words_at(curve._now + timedelta(minutes=minutes)) == curve.accessibleDescription()
    opened.panel.close()


def test_the_curve_tells_time_and_cause(opened: Opened) -> None:
    ask(opened.desk.loop, c.StartSession("report"))
    opened.desk.type().run(minutes=20)
    opened.refresh()
    curve = opened.panel._curve
    now = opened.desk.loop.timeline.now()

    told = curve.words_at(now - timedelta(minutes=5)).splitlines()
    assert "report" == told[1]
    assert "If you go on as now" == curve.words_at(now + timedelta(minutes=30)).splitlines()[1]
    before = curve.accessibleDescription()
    curve.setFocus()
    QTest.keyClick(curve, Qt.Key.Key_Left)
    assert before != curve.accessibleDescription()


def test_the_curve_tells_of_the_moment_that_the_pointer_is_over_and_of_none_once_it_has_left(opened: Opened) -> None:
    opened.desk.type().run(minutes=20)
    opened.refresh()
    curve = opened.panel._curve
    untouched = curve.grab().toImage()

    def told_at(x: float) -> str:
        place = QPointF(x, curve.height() / 2)
        none = Qt.MouseButton.NoButton
        move = QMouseEvent(QEvent.Type.MouseMove, place, curve.mapToGlobal(place), none, none, Qt.KeyboardModifier(0))
        QApplication.sendEvent(curve, move)
        return curve.accessibleDescription()

    assert curve.words_at(curve._since) == told_at(-1)
    assert curve.words_at(curve._until) == told_at(curve.width() + 1)
    assert curve.words_at(curve._since + (curve._until - curve._since) / 2) == told_at(curve.width() / 2)
    assert untouched != curve.grab().toImage()
    QApplication.sendEvent(curve, QEvent(QEvent.Type.Leave))
    assert untouched == curve.grab().toImage()


def test_a_section_keeps_what_is_being_typed_while_things_change(opened: Opened) -> None:
    opened.press("To do")
    QTest.keyClicks(focused(), "half a th")
    ask(opened.desk.loop, c.Commit("another"))
    opened.desk.run(minutes=2)
    opened.refresh()

    assert isinstance(line := focused(), QLineEdit)
    assert "half a th" == line.text()


def _room(line: QLineEdit) -> int:
    """Where letters can stand in it."""
    option = QStyleOptionFrame()
    line.initStyleOption(option)
    return line.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, line).width() - 4


def cut_off(panel: Panel) -> list[str]:
    """Words that have less room than they take."""
    found = []
    for each in panel.findChildren(QWidget):
        if not each.isVisible():
            continue
        left = each.mapTo(panel, QPoint(0, 0)).x()
        if left < 0 or left + each.width() > panel.width():
            found.append(f"outside: {each.accessibleName() or each.objectName() or each}")
        if isinstance(each, QPushButton) and each.sizeHint().width() > each.width():
            found.append(each.text())
        if isinstance(each, QLabel) and each.text() and each.heightForWidth(each.width()) > each.height():
            found.append(each.text())
        if isinstance(each, QLineEdit) and each.fontMetrics().horizontalAdvance(each.placeholderText()) > _room(each):
            found.append(each.placeholderText())
    return found


SECTIONS = tuple(TABS)


@pytest.fixture
def pseudo() -> Iterator[None]:
    again = restore()
    put_in_force()
    yield
    again()


def test_nothing_is_cut_off_in_english(opened: Opened) -> None:
    for key in SECTIONS:
        opened.panel._open(key)
        settle()
        assert [] == cut_off(opened.panel), key


@pytest.fixture
def from_the_right() -> Iterator[None]:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    application.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.usefixtures("pseudo")
def test_nothing_is_cut_off_in_a_long_language(opened: Opened) -> None:
    for key in SECTIONS:
        opened.panel._open(key)
        settle()
        assert [] == cut_off(opened.panel), key


@pytest.mark.usefixtures("pseudo", "from_the_right")
def test_nothing_is_cut_off_from_the_right_and_everything_begins_there() -> None:
    opened = Opened(worked())
    ask(opened.desk.loop, c.Commit("in letters from the left"))
    opened.refresh()
    for key in SECTIONS:
        opened.panel._open(key)
        settle()
        assert [] == cut_off(opened.panel), key
        if key == "waiting":
            typed = next(each for each in opened.panel.findChildren(QLabel) if "letters" in each.text())
            assert typed.alignment() & Qt.AlignmentFlag.AlignRight
        if key == "checkin":
            slider = opened.panel.findChild(QSlider)
            assert isinstance(slider, QSlider)
            picture, middle = slider.grab().toImage(), slider.height() // 2
            done, left = (picture.pixelColor(slider.width() * n // 4, middle).name() for n in (3, 1))
            assert opened.panel.paints.accent == done != left, "from the first answer to the chosen one"
    opened.panel.close()


def test_a_language_whose_words_are_a_little_longer_gets_a_wider_panel_and_not_another_line(opened: Opened) -> None:
    usual = opened.panel.width()
    tabs = [opened.panel._tab_buttons[key] for key in ("break", "quiet", "session", "waiting", "checkin")]
    tabs[-1].setText("Wie geht es dir heute?")
    opened.panel._fit()
    settle()

    assert usual < opened.panel.width()
    assert 1 == len({each.y() for each in tabs})


def test_it_is_never_higher_than_the_screen_has_room(opened: Opened) -> None:
    for number in range(12):
        ask(opened.desk.loop, c.Commit(f"something {number}"))
    opened.refresh().press("To do (12)")
    room = opened.panel.screen().availableGeometry()

    assert opened.panel.height() <= room.height()


def test_where_a_list_had_no_room_it_is_whole_again_once_that_is_closed(opened: Opened) -> None:
    opened.press("How are you")
    room, bar = opened.panel.screen().availableGeometry(), opened.panel._scroll.verticalScrollBar()
    opened.panel.move(20, room.bottom() - opened.panel.height() - 20)
    opened.panel._hangs = True
    opened.press("How engaged you were this week")
    assert bar.isVisible()

    opened.press("3")
    assert not bar.isVisible()


def test_what_is_wrong_is_said_and_no_long_path_makes_it_wider(opened: Opened) -> None:
    usual = opened.panel.width()
    path = f"/home/ada/{'some.very_long-folder/' * 8}settings.toml"
    opened.desk.settings = SettingsInvalid((Problem(path, 1, "breaks.after", "wrong"),))
    opened.desk.loop.reload_settings()
    opened.refresh()
    said = opened.panel._problems

    assert said.isVisible()
    assert [f"Problem: {path}:1: breaks.after: wrong"] == [said.accessibleName()]
    assert usual == opened.panel.width()
    assert [] == cut_off(opened.panel)
    assert said.minimumSizeHint().width() <= said.width()

    opened.desk.settings = Settings()
    opened.desk.loop.reload_settings()
    opened.refresh()
    assert not said.isVisible()


def test_one_that_gets_wider_stays_on_the_screen(opened: Opened) -> None:
    room = opened.panel.screen().availableGeometry()
    opened.panel.move(room.right() - opened.panel.width(), room.top() + 8)
    opened.panel._tab_buttons["checkin"].setText("Wie geht es dir heute?")
    opened.panel._fit()
    settle()

    assert opened.panel.geometry().right() <= room.right()


def test_on_a_small_screen_it_stands_closer_and_the_picture_is_lower_before_anything_is_scrolled(
    opened: Opened,
) -> None:
    panel = opened.panel
    room, usual, curve = panel.screen().availableGeometry(), panel.height(), panel._curve.height()
    panel._hangs = True
    for less, scrolled in ((panel._unit * 3, False), (panel._unit * 12, True)):
        panel.move(20, room.bottom() + 1 - usual + less - 8)
        opened.refresh()

        assert panel._curve.height() < curve
        assert [] == cut_off(panel)
        assert scrolled is panel._scroll.verticalScrollBar().isVisible()

    panel.move(20, room.top() + 8)
    opened.refresh()
    assert (usual, curve) == (panel.height(), panel._curve.height())


def test_what_is_scrolled_begins_at_its_first_line() -> None:
    desk = worked()
    for number in range(12):
        ask(desk.loop, c.Commit(f"something {number}"))
    opened = Opened(desk)
    opened.press("To do (12)")
    assert 0 < opened.panel._scroll.verticalScrollBar().value()
    opened.panel.close()
    opened.panel.come(0, 0)
    settle()

    assert 0 == opened.panel._scroll.verticalScrollBar().value()
    opened.panel.close()


def test_a_bar_stands_in_the_margin_and_moves_nothing(opened: Opened) -> None:
    tabs = [opened.panel._tab_buttons[key] for key in ("break", "quiet", "session", "waiting", "checkin")]
    before = [each.geometry() for each in tabs]
    for number in range(12):
        ask(opened.desk.loop, c.Commit(f"something {number}"))
    opened.refresh().press("To do (12)")
    bar = opened.panel._scroll.verticalScrollBar()

    assert bar.isVisible()
    assert [each.x() for each in before[:4]] == [each.geometry().x() for each in tabs[:4]]
    assert 1 == len({each.y() for each in tabs})
    assert tabs[-1].geometry().right() < bar.mapTo(opened.panel, QPoint(0, 0)).x()


def test_what_is_scrolled_stays_where_it_is_while_things_change(opened: Opened) -> None:
    for number in range(12):
        ask(opened.desk.loop, c.Commit(f"something {number}"))
    opened.refresh().press("To do (12)")
    bar = opened.panel._scroll.verticalScrollBar()
    bar.setValue(bar.maximum())
    places: list[int] = []
    bar.valueChanged.connect(places.append)
    bar.rangeChanged.connect(lambda *_: places.append(-1))
    for _ in range(3):
        opened.desk.run(minutes=1)
        opened.refresh()

    assert [] == places


@pytest.mark.usefixtures("pseudo")
def test_what_has_no_room_in_one_line_is_parted_evenly(opened: Opened) -> None:
    opened.refresh()
    tabs = [opened.panel._tab_buttons[key] for key in ("break", "quiet", "session", "waiting", "checkin")]
    ends: dict[int, int] = {}
    for each in tabs:
        ends[each.y()] = max(ends.get(each.y(), 0), each.geometry().right())

    assert len(ends) > 1
    assert max(ends.values()) - min(ends.values()) < max(each.width() for each in tabs)


def test_where_it_stands_in_the_middle_it_grows_no_further_than_that_leaves_room_and_its_last_line_stays(
    opened: Opened,
) -> None:
    opened.panel._high = before = opened.panel.height()
    opened.press("How are you").press("How engaged you were this week")
    room = opened.panel.screen().availableGeometry()

    assert before < opened.panel.height() < (room.height() + before) / 2
    assert opened.panel._scroll.verticalScrollBar().isVisible()
    help_ = opened.named("Help")
    assert opened.panel.rect().contains(help_.mapTo(opened.panel, help_.rect().bottomRight()))


def test_a_list_that_is_opened_where_there_is_no_room_is_brought_to_sight(opened: Opened) -> None:
    opened.panel._high = opened.panel.height()
    opened.press("How are you").press("Holiday")
    last = next(each for each in opened.controls() if each.accessibleName().startswith("Until Sunday"))
    port = opened.panel._scroll.viewport()

    assert opened.panel._scroll.verticalScrollBar().isVisible()
    assert port.rect().contains(last.mapTo(port, last.rect().bottomRight()))


def test_its_last_line_keeps_its_room_when_it_changes(opened: Opened) -> None:
    before = opened.panel._foot.height()
    told = opened.told()
    told["menu"] = [{**each, "label": "Finish"} if each["key"] == "quit" else each for each in told["menu"]]
    opened.panel.show_told(told)

    assert before == opened.panel._foot.height()


def test_whoever_is_in_its_last_line_stays_there_when_that_changes(opened: Opened) -> None:
    reach(opened, "Help")
    told = opened.told()
    told["menu"] = [{**each, "label": "Finish"} if each["key"] == "quit" else each for each in told["menu"]]
    opened.panel.show_told(told)
    settle()

    assert "Help" == focused().accessibleName()


def test_its_icon_is_drawn_for_the_desktop_that_turns_dark(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    def drawn() -> QImage:
        chip = opened.panel._chip
        image = QImage(chip.size(), QImage.Format.Format_ARGB32)
        image.fill(0)
        chip.render(image, QPoint(), QRegion(), QWidget.RenderFlag(0))  # without what is behind it
        return image

    light = drawn()
    monkeypatch.setattr(panel_module, "paints", lambda: DARK)
    QApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)

    assert light != drawn()


def test_above_a_bar_at_the_lower_edge_it_grows_upwards(opened: Opened) -> None:
    room = opened.panel.screen().availableGeometry()
    opened.panel.close()
    opened.panel.come(400, room.bottom() - 10)
    settle()
    before = opened.panel.geometry()
    opened.press("Quiet")

    assert before.bottom() == opened.panel.geometry().bottom()
    assert before.top() > opened.panel.y() > room.top()


def test_beside_a_bar_at_a_side_it_moves_up_for_what_has_no_room_below(opened: Opened) -> None:
    room = opened.panel.screen().availableGeometry()
    opened.panel.close()
    opened.panel.come(10, room.center().y())
    settle()
    before = opened.panel.geometry()
    assert room.bottom() - before.bottom() > AT_EDGE
    opened.press("How are you").press("Holiday")

    assert opened.panel.height() > room.bottom() - before.top()
    assert before.top() > opened.panel.y() >= room.top()
    assert opened.panel.geometry().bottom() <= room.bottom()


def test_below_its_icon_it_grows_downwards_alone(opened: Opened) -> None:
    opened.panel.close()
    opened.panel.come(400, 16)
    settle()
    before = opened.panel.y()
    opened.press("Quiet")

    room = opened.panel.screen().availableGeometry()
    assert before == opened.panel.y() > 16
    assert opened.panel.geometry().bottom() <= room.bottom()


SCREEN = QRect(0, 0, 1600, 900)
SIZE = QRect(0, 0, 380, 500)


@pytest.mark.parametrize(
    ("click", "room", "stands"),
    [
        ((1500, 10), QRect(0, 24, 1600, 876), QPoint(1212, 32)),
        ((1500, 890), QRect(0, 0, 1600, 870), QPoint(1212, 362)),
        ((800, 10), QRect(0, 24, 1600, 876), QPoint(610, 32)),
        ((10, 450), QRect(40, 0, 1560, 900), QPoint(48, 200)),
        (None, QRect(0, 24, 1600, 876), QPoint(1212, 32)),
        # where the desktop does not say that its bar is no room: clear of the icon
        ((1500, 16), SCREEN, QPoint(1212, 48)),
        ((1500, 884), SCREEN, QPoint(1212, 352)),
        ((20, 450), SCREEN, QPoint(52, 200)),
        ((1580, 450), SCREEN, QPoint(1168, 200)),
    ],
)
def test_it_stands_at_the_icon_and_whole_on_the_screen(
    click: tuple[int, int] | None, room: QRect, stands: QPoint
) -> None:
    assert stands == beside(QPoint(*click) if click else None, SIZE, SCREEN, room)


def test_it_stays_whole_on_a_screen_when_the_one_where_it_was_is_unplugged(opened: Opened) -> None:
    opened.panel.move(5000, 4000)
    app: Any = QApplication.instance()
    app.screenRemoved.emit(opened.panel.screen())
    settle()

    assert opened.panel.screen().availableGeometry().contains(opened.panel.frameGeometry())


class Line:
    """A client of the program that a test answers for."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[Told], None]] = []
        self.told = Serving(worked().loop, lambda: ({}, ())).answer("panel", {})["result"]

    def ask(self, _verb: str, _arguments: Told, done: Callable[[Told], None], _failed: object) -> None:
        self.waiting.append(done)

    def explain(self, *_: object) -> None:
        pass

    def answer(self) -> None:
        for done in self.waiting:
            done(self.told)
        self.waiting.clear()
        settle()


def test_a_second_click_closes_what_the_first_one_opened() -> None:
    line = Line()
    closed: list[bool] = []
    seconds = count()
    face = PanelFace(line, lambda: closed.append(True), clock=lambda: next(seconds))  # type: ignore[arg-type]
    face.show({"click": 1, "changes": 0, "x": 0, "y": 0})
    line.answer()
    assert face.is_open

    face.show({"click": 1, "changes": 1, "x": 0, "y": 0})
    assert face.is_open, "a change is no click"
    face.show({"click": 2, "changes": 1, "x": 0, "y": 0})
    settle()
    assert (False, [True]) == (face.is_open, closed)

    face.show({"click": 3, "changes": 1, "x": 0, "y": 0})
    line.answer()
    assert face.is_open
    face.hide()
    settle()


def test_a_double_click_opens_it_and_a_double_click_closes_it() -> None:
    """Told of at either press; a bar built with GTK says once more that it was one."""
    line = Line()
    seconds = iter((0.0, 0.3, 5.0, 5.3, 9.0, 9.3, 9.3, 15.0))
    face = PanelFace(line, lambda: None, clock=lambda: next(seconds))  # type: ignore[arg-type]

    def clicked(*clicks: int) -> bool:
        for each in clicks:
            face.show({"click": each, "changes": 0, "x": 0, "y": 0})
            line.answer()
        settle()
        return face.is_open

    assert (True, False, True, False) == (clicked(1, 2), clicked(3, 4), clicked(5, 6, 7), clicked(8))
    face.hide()
    settle()


def test_in_another_language_it_is_made_anew_and_stays_open() -> None:
    again = restore()
    line, closed = Line(), []
    face = PanelFace(line, lambda: closed.append(True))  # type: ignore[arg-type]
    face.show({"click": 1, "changes": 0, "x": 0, "y": 0})
    line.answer()
    before = face._panel
    assert before is not None
    before._open("session")
    put_in_force()
    face.show({"click": 1, "changes": 1, "x": 0, "y": 0})
    face._ask()
    line.answer()
    settle()
    after = face._panel
    assert after is not None

    assert after is not before
    assert (True, []) == (after.isVisible(), closed)
    after._open("session")
    line_to_type = after.findChild(QLineEdit)
    assert isinstance(line_to_type, QLineEdit)
    assert line_to_type.placeholderText().startswith(BEGINS)
    face.hide()
    settle()
    again()


def test_an_answer_that_comes_after_it_was_closed_opens_nothing() -> None:
    line = Line()
    face = PanelFace(line, lambda: None)  # type: ignore[arg-type]
    face.show({"click": 1, "changes": 0, "x": 0, "y": 0})
    face.hide()
    line.answer()

    assert not face.is_open


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def reach(opened: Opened, name: str) -> None:
    """Go to a control with the key that goes from one to the next."""
    for _ in range(len(opened.controls()) + 2):
        if focused().accessibleName() == name:
            return
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    raise AssertionError(name)


def test_what_is_in_a_section_is_made_when_it_is_opened_and_kept_fresh_from_then_on(opened: Opened) -> None:
    made = [each.accessibleName() for each in opened.panel.findChildren(QPushButton)]
    assert "5 min, worked out for now" not in made, "nobody sees it yet, and the first paint would wait for it"

    opened.press("Take a break")
    assert opened.named("5 min, worked out for now")
    ask(opened.desk.loop, c.TakeBreak("rest", timedelta(minutes=5)))
    opened.refresh()
    assert "5 min, worked out for now" not in [each.accessibleName() for each in opened.controls()]
    assert opened.named("I'm back")
