"""What a break looks like, and what its buttons do: without a screen, on a clock that stands until a test moves it."""

import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from tray.core.messages import commands as c
from tray.view.values.break_screen_and_its_buttons import MORE, buttons
from tray.window import guide_files

pytest.importorskip("PySide6.QtSvg")
pytestmark = pytest.mark.usefixtures("app")

from PySide6.QtCore import QPoint, QRect, Qt  # noqa: E402
from PySide6.QtGui import QCloseEvent, QGuiApplication, QScreen, QTextLayout  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget  # noqa: E402

from tray.window.break_window import BreakWindow, Face, Instant, Shown, clock_text, instant, moves, shown_of  # noqa: E402

BEGAN = datetime(2026, 3, 2, 9, tzinfo=UTC)
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
GUIDES = {each.exercise.name: each for each in guide_files.read().known}
A_BREAK = Shown("card", "Break", "", BEGAN, BEGAN + 5 * MINUTE, buttons(may_skip=True), MORE, GUIDES["back"])
BREATHING = replace(A_BREAK, guide=GUIDES["breathing"])


class Watched:
    """A break window, with the clock it reads, what is asked of the program, and whether it is gone."""

    def __init__(self, shown: Shown, *, still: bool = True) -> None:
        self.at = BEGAN
        self.asked: list[c.Command] = []
        self.closed = 0
        self.window = BreakWindow(shown, clock=lambda: self.at, still=still)
        self.window.asked.connect(self.asked.append)
        self.window.closed.connect(self._count)

    def _count(self) -> None:
        self.closed += 1

    def passes(self, time: timedelta) -> "Watched":
        self.at += time
        self.window.look()
        return self

    @property
    def face(self) -> Face:
        return next(iter(self.window.faces.values()))

    def says(self, name: str) -> str:
        label: Any = self.face.findChild(QLabel, name)
        return str(label.text())

    def button(self, text: str) -> QPushButton:
        return next(each for each in self.face.findChildren(QPushButton) if each.text() == text)


@pytest.fixture
def watch() -> Any:
    made: list[Watched] = []

    def open_(shown: Shown = A_BREAK, *, still: bool = True) -> Watched:
        made.append(Watched(shown, still=still))
        return made[-1]

    yield open_
    for each in made:
        each.window.close()


# What is shown follows from the break and the clock


def test_the_time_left_is_counted_from_the_end_and_not_by_ticks(watch: Any) -> None:
    card = watch()
    assert "5:00" == card.says("left")
    assert "4:59" == card.passes(SECOND).says("left")
    assert "2:00" == card.passes(179 * SECOND).says("left")


@pytest.mark.parametrize(
    ("left", "text"), [(0, "0:00"), (9, "0:09"), (61, "1:01"), (3599, "59:59"), (3600, "1:00:00"), (7265, "2:01:05")]
)
def test_a_time_reads_as_people_write_it(left: int, text: str) -> None:
    assert text == clock_text(left * SECOND)


def test_the_second_that_runs_counts() -> None:
    assert 300 * SECOND == instant(A_BREAK, BEGAN + timedelta(milliseconds=1)).left
    assert timedelta(0) == instant(A_BREAK, A_BREAK.end + MINUTE).left


def test_the_steps_follow_one_another_and_begin_again(watch: Any) -> None:
    card, steps = watch(), GUIDES["back"].steps
    seen = [card.says("sentence")]
    for step in (*steps, *steps):
        seen.append(card.passes(step.lasts).says("sentence"))

    assert [steps[n % 3].sentence for n in range(7)] == seen


def test_the_circle_grows_while_one_breathes_in_and_shrinks_while_one_breathes_out() -> None:
    begins = BEGAN + GUIDES["breathing"].steps[0].lasts
    sizes = [instant(BREATHING, begins + n * SECOND) for n in range(11)]

    assert Instant(290 * SECOND, 1, 0.0) == sizes[0]
    assert sizes[0:5] == sorted(sizes[0:5], key=lambda each: each.breath or 0.0)
    assert [1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 1] == [each.step for each in sizes]
    assert 1.0 == sizes[4].breath
    assert sizes[4:10] == sorted(sizes[4:10], key=lambda each: -(each.breath or 0.0))


def test_nothing_moves_for_whom_that_is_too_much(watch: Any) -> None:
    seen = set()
    card = watch(BREATHING, still=True).passes(GUIDES["breathing"].steps[0].lasts)
    for _ in range(100):
        seen.add(card.passes(timedelta(milliseconds=100)).face._picture._instant.breath)

    assert {0.0, 1.0} == seen


# It goes, and is never left over


def test_at_the_end_it_is_gone(watch: Any) -> None:
    card = watch().passes(5 * MINUTE)

    assert {} == card.window.faces
    assert 1 == card.closed


def test_after_a_sleep_it_is_right_or_gone(watch: Any) -> None:
    assert "1:00" == watch().passes(4 * MINUTE).says("left")
    assert {} == watch(replace(A_BREAK, mode="full")).passes(timedelta(hours=8)).window.faces


def test_it_goes_by_itself_although_nobody_says_so(watch: Any) -> None:
    card = watch(replace(A_BREAK, end=BEGAN + SECOND))
    card.at = BEGAN + 2 * SECOND

    for _ in range(100):
        if not card.window.faces:
            return
        QTest.qWait(50)
    pytest.fail("it is still there")


def test_a_break_that_takes_longer_goes_on_where_it_was(watch: Any) -> None:
    card = watch().passes(4 * MINUTE)
    face, sentence = card.face, card.says("sentence")
    card.window.show(replace(A_BREAK, end=A_BREAK.end + 2 * MINUTE))

    assert "3:00" == card.says("left")
    assert face is card.face
    assert sentence == card.says("sentence")


def test_whoever_is_in_the_middle_of_an_exercise_stays_there(watch: Any) -> None:
    card = watch().passes(MINUTE)
    card.window.show(replace(A_BREAK, guide=GUIDES["walk"]))

    assert card.says("sentence") in {step.sentence for step in GUIDES["back"].steps}


def test_another_mode_is_put_up_at_once(watch: Any) -> None:
    card = watch()
    card.window.show(replace(A_BREAK, mode="full"))

    assert QGuiApplication.primaryScreen().geometry() == card.face.geometry()


# Buttons, keys and focus


@pytest.mark.parametrize("mode", ["card", "full"])
def test_each_button_asks_for_what_it_says(watch: Any, mode: str) -> None:
    card = watch(replace(A_BREAK, mode=mode))
    for text in ("I'm back", "2 more minutes", "Skip"):
        QTest.mouseClick(card.button(text), Qt.MouseButton.LeftButton)

    assert [c.EndBreak(), c.ExtendBreak(2 * MINUTE), c.Skip()] == card.asked


def test_skip_is_there_only_as_the_friction_allows(watch: Any) -> None:
    card = watch(replace(A_BREAK, buttons=buttons(may_skip=False)))
    texts = [each.text() for each in card.face.findChildren(QPushButton)]

    assert ["I'm back", "2 more minutes"] == texts


def test_the_keyboard_alone_is_enough_and_a_key_meant_for_elsewhere_presses_nothing(watch: Any) -> None:
    card = watch()
    face: Any = card.face
    face.activateWindow()
    QTest.qWaitForWindowActive(face, 5000)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_A):
        QTest.keyClick(face.focusWidget() or face, key)
    assert [] == card.asked

    pressed = []
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Space):
        QTest.keyClick(face.focusWidget() or face, Qt.Key.Key_Tab)
        pressed.append(face.focusWidget().text())
        QTest.keyClick(face.focusWidget(), key)
    assert ["I'm back", "2 more minutes", "Skip"] == pressed
    assert [c.EndBreak(), c.ExtendBreak(2 * MINUTE), c.Skip()] == card.asked


def test_escape_puts_it_away_and_the_break_goes_on(watch: Any) -> None:
    card = watch(replace(A_BREAK, mode="full"))
    QTest.keyClick(card.face, Qt.Key.Key_Escape)

    assert {} == card.window.faces
    assert (1, []) == (card.closed, card.asked)


@pytest.mark.parametrize("mode", ["card", "full"])
def test_what_the_window_manager_closes_is_put_away_and_the_break_goes_on(watch: Any, mode: str) -> None:
    card = watch(replace(A_BREAK, mode=mode))
    QApplication.sendEvent(card.face.windowHandle(), QCloseEvent())  # as the platform tells of it

    assert {} == card.window.faces
    assert (1, []) == (card.closed, card.asked)


@pytest.mark.parametrize("mode", ["card", "full"])
def test_it_takes_no_focus_and_lets_every_click_be_seen(watch: Any, mode: str) -> None:
    face = watch(replace(A_BREAK, mode=mode)).face

    assert face.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert not face.testAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
    assert 1.0 == face.windowOpacity()
    assert QWidget.mouseGrabber() is None
    assert QWidget.keyboardGrabber() is None


# Words and room


def test_everything_that_can_be_reached_has_a_name(watch: Any) -> None:
    face = watch().face
    picture: Any = face._picture

    assert all(each.accessibleName() and each.accessibleDescription() for each in face.findChildren(QPushButton))
    left = face.findChild(QLabel, "left")
    assert ("Time left in this break", left.text()) == (left.accessibleName(), left.accessibleDescription())
    assert GUIDES["back"].steps[0].sentence == picture.accessibleName()


@pytest.mark.usefixtures("longer")
@pytest.mark.parametrize("mode", ["card", "full"])
@pytest.mark.parametrize("name", [*GUIDES, None])
def test_nothing_is_cut_off_whatever_the_exercise(watch: Any, mode: str, name: str | None) -> None:
    guide, text = GUIDES.get(name or ""), "" if name else "Stand up " * 12
    card = watch(replace(A_BREAK, mode=mode, guide=guide, text=text, buttons=buttons(may_skip=True)))
    for step in guide.steps if guide else ():
        assert_whole(card.face)
        card.passes(step.lasts)
    assert_whole(card.face)


@pytest.mark.parametrize("guide", GUIDES.values(), ids=GUIDES)
def test_no_line_of_a_sentence_has_one_word_alone(watch: Any, guide: Any) -> None:
    card = watch(replace(A_BREAK, mode="card", guide=guide))
    for step in guide.steps:
        label = card.face._sentence
        lines = lines_of(label, label.contentsRect().width())
        assert min(lines) > max(lines) / 2, label.text()
        assert len(lines) == len(lines_of(label, label.width()))
        card.passes(step.lasts)


def lines_of(label: QLabel, room: int) -> list[float]:
    """How long each line is that its words take."""
    layout = QTextLayout(label.text(), label.font())
    layout.beginLayout()
    found = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(room)
        found.append(line.naturalTextWidth())
    layout.endLayout()
    return found


def test_where_there_is_little_room_nothing_is_left_of_what_was_too_large_for_it() -> None:
    class Small:
        def name(self) -> str:
            return "small"

        def geometry(self) -> QRect:
            return QRect(0, 0, 420, 300)

        availableGeometry = geometry  # noqa: N815

    small: Any = Small()
    face = Face(replace(A_BREAK, mode="card", guide=GUIDES["back"]), small, lambda _: None, lambda: None)
    face.show()
    assert 1 == sum(isinstance(each, QWidget) and each.isVisible() for each in face.children())
    face.close()


def assert_whole(face: Any) -> None:
    """Every label and button has the room that its words take, and lies within the window."""
    QTest.qWait(0)
    for each in (*face.findChildren(QLabel), *face.findChildren(QPushButton)):
        wanted = each.heightForWidth(each.width()) if isinstance(each, QLabel) else each.sizeHint().height()
        assert each.height() >= wanted, each.text()
        if isinstance(each, QPushButton):
            assert each.width() >= each.sizeHint().width(), each.text()
        there = each.mapTo(face, QPoint(0, 0))
        assert 0 <= there.x(), each.text()
        assert there.x() + each.width() <= face.width(), each.text()
        assert 0 <= there.y(), each.text()
        assert there.y() + each.height() <= face.height(), each.text()


@pytest.fixture
def longer() -> Any:
    """Every sentence is longer by a half, as some languages are."""
    from tray.lib.language import translation

    class Longer:
        def gettext(self, message: str, /) -> str:
            return f"[{message}{' ~~~' * (len(message) // 8 + 1)}]"

        def ngettext(self, one: str, many: str, count: int, /) -> str:
            return self.gettext(one if count == 1 else many)

    translation.speak(Longer())
    yield None
    translation.speak(None)


# What the program tells


def test_what_the_program_told_becomes_what_is_shown() -> None:
    told = {
        "mode": "full",
        "kind": "walk",
        "text": "",
        "since": BEGAN.isoformat(),
        "end": (BEGAN + 10 * MINUTE).isoformat(),
        "buttons": buttons(may_skip=False),
        "more_s": 300.0,
        "needs": ["walk"],
        "turn": 2,
        "guides": "",
    }
    shown = shown_of(told, guide_files.read())

    assert ("full", "Walk", BEGAN, BEGAN + 10 * MINUTE, ["back", "more"], 5 * MINUTE) == (
        shown.mode,
        shown.title,
        shown.since,
        shown.end,
        [each["key"] for each in shown.buttons],
        shown.more,
    )
    assert shown.guide is not None
    assert "walk" in shown.guide.exercise.kinds


def test_a_mistake_in_an_exercise_of_ones_own_is_said_where_it_is_missed(watch: Any, tmp_path: Any) -> None:
    (tmp_path / "tea.toml").write_text("title = 7\nneeds = ['eyes']\n")
    told: dict[str, Any] = {"mode": "card", "kind": "rest", "text": "", "since": BEGAN.isoformat(), "needs": ["eyes"]}
    told |= {"end": (BEGAN + MINUTE).isoformat(), "turn": 0, "more_s": 120.0, "guides": str(tmp_path)}
    told |= {"buttons": buttons(may_skip=True)}
    card = watch(shown_of(told, guide_files.read(str(tmp_path))))

    assert "tea.toml:1: title:" in card.says("remark")


def test_the_person_s_own_text_is_shown_as_it_is(watch: Any) -> None:
    card = watch(replace(A_BREAK, text="<b>Tea</b> & {cake}"))

    assert "<b>Tea</b> & {cake}" == card.says("text")
    assert Qt.TextFormat.PlainText == card.face.findChild(QLabel, "text").textFormat()


def test_less_motion_is_asked_of_the_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    class Still:
        def styleHint(self, _: Any) -> int:  # noqa: N802
            return 0

    assert moves()
    monkeypatch.setattr(QApplication, "style", Still)
    assert not moves()


@pytest.mark.skipif(not hasattr(Qt, "MotionPreference"), reason="Qt asks desktops for that from 6.10 on")
def test_less_motion_is_asked_of_the_desktop_by_name_where_qt_can(monkeypatch: pytest.MonkeyPatch) -> None:
    preference = Qt.MotionPreference.ReducedMotion
    hints = SimpleNamespace(accessibility=lambda: SimpleNamespace(motionPreference=lambda: preference))
    monkeypatch.setattr(QGuiApplication, "styleHints", lambda: hints)

    assert not moves()


def test_signals_leave_true_alive(watch: Any) -> None:
    window = watch().window
    for _ in range(5000):
        window.asked.emit(None)

    assert sys.version_info >= (3, 12) or sys.getrefcount(True) > 1 << 29


# Screens come, go and change


def screens() -> Any:
    """What Qt tells of them; there is one here."""
    return QGuiApplication.instance()


class Another:
    """A second screen, as large as the one that is here."""

    def __init__(self, real: QScreen) -> None:
        self.geometry, self.availableGeometry = real.geometry, real.availableGeometry
        self.geometryChanged = real.geometryChanged


@pytest.mark.parametrize("mode", ["card", "full"])
def test_on_a_screen_that_was_turned_or_scaled_all_is_made_anew(watch: Any, mode: str) -> None:
    card, screen = watch(replace(A_BREAK, mode=mode)).passes(SECOND), QGuiApplication.primaryScreen()
    before = card.face
    screen.geometryChanged.emit(screen.geometry())

    assert before is not card.face
    assert not before.isVisible()
    assert ([screen], "4:59") == (list(card.window.faces), card.says("left"))


def test_once_it_is_put_away_a_changed_screen_brings_nothing_back(watch: Any) -> None:
    card, screen = watch(), QGuiApplication.primaryScreen()
    card.window.close()
    screen.geometryChanged.emit(screen.geometry())
    screens().screenAdded.emit(screen)

    assert {} == card.window.faces


@pytest.mark.parametrize("mode", ["card", "full"])
def test_a_screen_that_comes_shows_the_break_where_none_was_left(watch: Any, mode: str) -> None:
    card, screen = watch(replace(A_BREAK, mode=mode)).passes(SECOND), QGuiApplication.primaryScreen()
    screens().screenRemoved.emit(screen)
    assert {} == card.window.faces
    screens().screenAdded.emit(screen)

    assert ([screen], "4:59") == (list(card.window.faces), card.says("left"))


def test_a_card_stays_where_it_is_when_another_screen_comes(watch: Any) -> None:
    card = watch()
    before = card.face
    screens().screenAdded.emit(QGuiApplication.primaryScreen())

    assert before is card.face


def test_when_a_screen_goes_under_wayland_what_is_on_the_others_is_made_anew(
    watch: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    full, went = watch(replace(A_BREAK, mode="full")).passes(SECOND), QGuiApplication.primaryScreen()
    stays = Another(went)
    full.window.faces[stays] = before = full.face
    del full.window.faces[went]
    monkeypatch.setattr(QGuiApplication, "screens", lambda: [went, stays])

    screens().screenRemoved.emit(went)
    assert before is full.face

    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "wayland")
    screens().screenRemoved.emit(went)
    assert not before.isVisible()
    assert ([stays], "4:59") == (list(full.window.faces), full.says("left"))
