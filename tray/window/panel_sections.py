"""What the panel opens below its buttons: quiet, the session, to-dos, how the person is, and lists of the menu."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tray.lib.language.translation import say
from tray.settings.types.duration import parse
from tray.window.widgets import (
    Press,
    Row,
    Rows,
    button,
    empty,
    label,
    opens_list,
)

if TYPE_CHECKING:
    # Read when a section is opened, and not on the way to the first paint: PySide6 makes each class of Qt when it is
    # first imported, and those for text, with all their numbers, take longest.
    from PySide6.QtWidgets import QLineEdit

    from tray.core.messages import commands as c

Told = Mapping[str, Any]
PRESETS = "presets"
_MOST_TYPED = 200
"""Letters in a line that is typed into."""


class Section(QWidget):
    """What can be done about one thing. What is in it is made when it is opened, and not before the first paint."""

    columns = 0
    """As many as its buttons stand in; with none, each is as wide as its words."""

    def __init__(self, press: Callable[[Told], None]) -> None:
        super().__init__()
        self.press = press
        self._told: Sequence[Row] = ()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)
        self.build()
        self.rows = Rows(press, columns=self.columns)
        self.column.addWidget(self.rows)

    def build(self) -> None:
        """Put in what stands before the rows."""

    def tell(self, rows: Sequence[Row]) -> None:
        """What the menu offers now."""
        self._told = rows
        if not self.isHidden():
            self.fill()

    def fill(self) -> None:
        """Make what was told last."""
        self.show_rows(self._told)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these."""
        self.rows.show_rows(rows)

    def close_lists(self) -> None:
        """Show no rows below others."""
        self.rows.close_lists()

    def begin(self) -> None:
        """It was opened by the person: the first thing that takes keys has the focus."""
        for each in self.findChildren(QWidget):
            if each.isVisible() and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus:
                each.setFocus()
                return


class Quiet(Section):
    """The ways of being left alone, each a list of lengths; and what ends those that are on."""

    columns = 2

    def show_rows(self, rows: Sequence[Row]) -> None:
        ways = {
            "BeQuiet": say("Say nothing"),
            "Snooze": say("Snooze breaks"),
            "BeginMeeting": say("I'm in a meeting"),
            "Pause": say("Stop tracking"),
            "PlanBlock": say("Keep time for one thing"),
        }
        shown: dict[str, Row] = {}
        for row in rows:
            way = (row.get("command") or {}).get("command", "")
            if way in ways:
                before = shown.get(way, {"children": ()})
                shown[way] = {**row, "key": way, "label": ways[way], "children": (*before["children"], row)}
            elif not row.get("line"):
                shown[row["key"]] = row
        super().show_rows(list(shown.values()))


def line_to_type_into(name: str, hint: str) -> "QLineEdit":
    """A line for a few words, with its name for those who hear it and a hint for all."""
    from PySide6.QtWidgets import QLineEdit  # when a section with one is opened

    line = QLineEdit()
    line.setPlaceholderText(hint)
    line.setAccessibleName(name)
    line.setAccessibleDescription(hint)
    line.setMaxLength(_MOST_TYPED)
    return line


class Typed(Section):
    """A section with a line to type into."""

    def typed(
        self, name: str, hint: str, does: str, label_of_button: str, command: "Callable[[str], c.Command]"
    ) -> None:
        """Make the line; ``command`` makes what is typed there into what is asked for."""
        self._command = command
        self.line = line_to_type_into(name, hint)
        self.line.returnPressed.connect(self.enter)
        go = button(label_of_button, self.enter, does=does)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.line, 1)
        row.addWidget(go)
        self.column.addLayout(row)

    def enter(self) -> None:
        """What was typed is asked for."""
        text = self.line.text().strip()
        if text:
            from tray.control.command_form import packed

            self.press(packed(self._command(text)))
            self.line.clear()

    def begin(self) -> None:
        self.line.setFocus()


class Session(Typed):
    """What is worked on: a label, and how long it should take."""

    def build(self) -> None:
        self.typed(
            say("What you're going to work on"),
            say("What's next? report 2h"),
            say("Begins a session"),
            say("Start"),
            session_of,
        )


def session_of(text: str) -> "c.StartSession":
    """``report 2h`` is two hours of the report; what is no length at the end belongs to the label."""
    from tray.core.messages import commands as c

    words = text.split()
    for count in (2, 1):
        if len(words) > count:
            try:
                length = parse(" ".join(words[-count:]))
            except ValueError:
                continue
            if length > timedelta(0):
                return c.StartSession(" ".join(words[:-count]), length)
    return c.StartSession(" ".join(words))


class ToDo(Typed):
    """What is promised and open: each with *Done* and times to plan it for; and a line for one more."""

    def build(self) -> None:
        self.typed(
            say("Something to do"),
            say("What needs to be done?"),
            say("Adds it to your list"),
            say("Add"),
            commitment_of,
        )
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self.column.addLayout(self._list)
        self._shown: list[Row] = []
        self._planned = ""
        """The key of the one whose times are shown."""

    def show_rows(self, rows: Sequence[Row]) -> None:
        open_ones = [row for row in rows if row["children"]]
        self.rows.show_rows([row for row in rows if not row["children"] and row["key"] != "commit"])
        if open_ones != self._shown:
            self._shown = open_ones
            focused = self.focusWidget()
            self._fill(focused.objectName() if focused is not None and focused.hasFocus() else "")

    def close_lists(self) -> None:
        super().close_lists()
        if self._planned:
            self._planned = ""
            self._fill()

    def _fill(self, key: str = "") -> None:
        """Make everything; what has this key gets the focus."""
        empty(self._list)
        for row in self._shown:
            *plans, done = row["children"]
            line = QHBoxLayout()
            line.setSpacing(6)
            line.addWidget(label(row["label"]), 1)
            is_open = row["key"] == self._planned
            plan = button(
                say("Plan"), partial(self._plan, "" if is_open else row["key"], row), key=f"{row['key']}-plan"
            )
            plan.setAccessibleName(say("Plan: {what}", what=row["label"]))
            opens_list(plan, say("Plan"), is_open=is_open)
            close = button(done["label"], partial(self.press, done["command"]), key=done["key"])
            close.setAccessibleName(say("Done: {what}", what=row["label"]))
            self._list.addLayout(line)
            for each in (plan, close):
                line.addWidget(each, 0, Qt.AlignmentFlag.AlignTop)
                each.show()  # by itself it would be later, and take no focus until then
                if each.objectName() == key:
                    each.setFocus()
            if is_open:
                times = Rows(partial(self._choose, row))
                self._list.addWidget(times)
                times.show_rows(plans)
                times.show()
                if times.first is not None and times.first.objectName() == key:
                    times.first.setFocus()

    def _plan(self, key: str, row: Row) -> None:
        self._planned = key
        self._fill(row["children"][0]["key"] if key else f"{row['key']}-plan")
        self.rows.resized.emit()

    def _choose(self, row: Row, command: Told) -> None:
        self._plan("", row)
        self.press(command)


def commitment_of(text: str) -> "c.Commit":
    """One more thing to do."""
    from tray.core.messages.commands import Commit

    return Commit(text)


class Scale(QWidget):
    """A question from 0 to 10: a slider, what its ends mean, and a button that answers."""

    def __init__(self, row: Row, press: Press) -> None:
        from PySide6.QtWidgets import QGridLayout, QSlider  # which take their time, and are not in the first picture

        super().__init__()
        self._row = row
        answers = row["children"]
        self._said = label(row["label"], wraps=True)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, len(answers) - 1)
        self._slider.setValue(len(answers) // 2)
        self._slider.setPageStep(1)
        self._slider.setAccessibleName(row["label"])
        self._slider.setTickPosition(QSlider.TickPosition.NoTicks)
        self._chosen = label(answers[self._slider.value()]["label"], wraps=False)
        self._answer = button(
            say("Answer"), lambda: press(answers[self._slider.value()]["command"]), key=f"{row['key']}-answer"
        )
        self._answer.setAccessibleName(say("Answer: {question}", question=row["label"]))
        self._slider.valueChanged.connect(self._moved)
        self._moved(self._slider.value())
        ends = QHBoxLayout()
        ends.addWidget(label(answers[0]["label"], "text", wraps=False))
        ends.addStretch(1)
        ends.addWidget(label(answers[-1]["label"], "text", wraps=False))
        self._chosen.setMinimumWidth(QFontMetrics(self.font()).horizontalAdvance("10") + 4)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 4)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self._said, 0, 0, 1, 3)
        grid.addWidget(self._slider, 1, 0)
        grid.addWidget(self._chosen, 1, 1)
        grid.addWidget(self._answer, 1, 2)
        grid.addLayout(ends, 2, 0)  # below the slider whose ends they are

    def begin(self) -> None:
        """Take the focus."""
        self._slider.setFocus()

    def _moved(self, value: int) -> None:
        self._chosen.setText(str(value))
        self._slider.setAccessibleDescription(self._row["children"][value]["label"])


class HowAreYou(Section):
    """Two questions on scales, and what else follows from how the person is."""

    def build(self) -> None:
        self._scales: dict[str, Scale] = {}

    def show_rows(self, rows: Sequence[Row]) -> None:
        asked = [row for row in rows if row["key"] in ("checkin-fatigue", "checkin-rested")]
        for row in asked:
            if row["key"] not in self._scales:
                self._scales[row["key"]] = scale = Scale(row, self.press)
                self.column.insertWidget(self.column.count() - 1, scale)
        self.rows.show_rows([row for row in rows if row not in asked])

    def begin(self) -> None:
        for scale in self._scales.values():
            scale.begin()
            return


SECTIONS: Mapping[str, type[Section]] = {
    "break": Section,
    "quiet": Quiet,
    "session": Session,
    "waiting": ToDo,
    "checkin": HowAreYou,
    PRESETS: Section,
}
"""What can be opened, by the key of the menu's row that it is made of."""


def names(menu: Mapping[str, Row]) -> dict[str, str]:
    """What is written on the button that opens each of them, but for the presets; ``menu`` is its rows by key."""
    return {
        "break": menu.get("break", {}).get("label", say("Break")),
        "quiet": say("Quiet"),
        "session": say("Session"),
        "waiting": menu.get("waiting", {}).get("label", ""),
        "checkin": say("How are you"),
    }
