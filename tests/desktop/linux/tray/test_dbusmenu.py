"""A menu on the bus says what the rows say, and tells no more than what changed."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from tests.desktop.linux.fakes import MENU, FakePanel
from tests.desktop.reactor import HandTurnedReactor
from tray.core.messages.commands import Command, Pause, Quit, ShowStatus, Snooze, TakeBreak
from tray.core.messages.events import Asked
from tray.desktop.icon.tray import RowMenus
from tray.desktop.linux.dbus.connection import Bus, BusError
from tray.desktop.linux.tray.status_notifier import MENU_PATH, StatusNotifierIcon
from tray.view.tray.face import SEPARATOR, Row, Rows

pytestmark = pytest.mark.desktop

Connect = Callable[[], Bus]


class Shown:
    """A menu on the bus, and a panel that reads it."""

    def __init__(self, connect: Connect, reactor: HandTurnedReactor) -> None:
        self.reactor = reactor
        self.panel = FakePanel(connect())
        self.icon = StatusNotifierIcon("backpressure", [(1, 1, b"\xff" * 4)], bus=connect(), reactor=reactor)
        self.icon.run_detached()
        self._menus = RowMenus(self._choose)
        reactor.run_until(lambda: self.icon.hosted)
        self.layout()  # as panels do when an icon comes

    def rows(self, *rows: Row) -> None:
        self.icon.menu = self._menus.of(rows, ShowStatus())

    def told(self, at_least: int = 1) -> list[tuple[str, Any]]:
        """What the panel was told since it was last asked."""
        self.reactor.run_until(lambda: len(self.panel.signals) >= at_least)
        self.ask("GetProperty", "is", 0, "children-display")  # whatever was told before this has arrived
        told, self.panel.signals[:] = list(self.panel.signals), []
        return told

    def ask(self, member: str, signature: str, *body: Any) -> Any:
        answers = self.panel.ask(MENU_PATH, MENU, member, signature, *body)
        self.reactor.run_until(lambda: answers)
        return answers[0]

    def opens(self) -> bool:
        """The person opens the menu in a panel that asks before it shows it; whether that is to read it again."""
        return bool(self.ask("AboutToShow", "i", 0)[0])

    def closes(self) -> None:
        self.ask("Event", "isvu", 0, "closed", ("i", 0), 0)

    def layout(self, parent: int = 0, depth: int = -1, names: Iterable[str] = ()) -> Any:
        return self.ask("GetLayout", "iias", parent, depth, list(names))[1]

    def ids(self) -> dict[str, int]:
        """The number of each row that is not a line, by its label."""
        found: dict[str, int] = {}

        def walk(node: Any) -> None:
            number, properties, children = node
            if "label" in properties:
                found[properties["label"][1]] = number
            for _signature, child in children:
                walk(child)

        walk(self.layout())
        return found

    def _choose(self, command: Command) -> None:
        self.reactor.post(Asked(command))


@pytest.fixture
def shown(connect: Connect, reactor: HandTurnedReactor) -> Shown:
    return Shown(connect, reactor)


def snooze(*minutes: int) -> Row:
    return Row("snooze", "Snooze", children=tuple(Row(f"snooze-{n}", f"{n} min", Snooze()) for n in minutes))


BREAK, QUIT, LINE = Row("break", "Take a break", TakeBreak()), Row("quit", "Quit", Quit()), Row("line", SEPARATOR)


def test_rows_say_what_they_are(shown: Shown) -> None:
    shown.rows(
        Row("number", "Pressure 67 %"),
        LINE,
        Row("break", "Take_a_break", TakeBreak()),
        Row("pause", "Paused", Pause(), checked=True),
        Row("quiet", "Quiet", Pause(), checked=False, radio=True, enabled=False),
        snooze(5),
    )

    said = [properties for _signature, (_number, properties, _children) in shown.layout()[2]]

    assert said == [
        {"label": ("s", "Pressure 67 %"), "enabled": ("b", False)},
        {"type": ("s", "separator")},
        {"label": ("s", "Take__a__break")},
        {"label": ("s", "Paused"), "toggle-type": ("s", "checkmark"), "toggle-state": ("i", 1)},
        {
            "label": ("s", "Quiet"),
            "enabled": ("b", False),
            "toggle-type": ("s", "radio"),
            "toggle-state": ("i", 0),
        },
        {"label": ("s", "Snooze"), "children-display": ("s", "submenu")},
    ]


def test_new_words_are_told_without_a_new_layout(shown: Shown) -> None:
    shown.rows(Row("number", "Pressure 67 %", ShowStatus()), BREAK)
    shown.told()
    number = shown.ids()["Pressure 67 %"]

    shown.rows(Row("number", "Pressure 68 %"), BREAK)

    assert shown.told() == [
        ("ItemsPropertiesUpdated", ([(number, {"label": ("s", "Pressure 68 %"), "enabled": ("b", False)})], []))
    ]
    assert shown.ids()["Pressure 68 %"] == number


def test_a_property_that_is_as_usual_again_is_told_as_removed(shown: Shown) -> None:
    shown.rows(Row("number", "Pressure", enabled=False), BREAK)
    shown.told()

    shown.rows(Row("number", "Pressure", ShowStatus()), BREAK)

    assert shown.told() == [("ItemsPropertiesUpdated", ([], [(shown.ids()["Pressure"], ["enabled"])]))]


def test_the_same_rows_are_not_told_again(shown: Shown) -> None:
    shown.rows(BREAK, snooze(5, 15), QUIT)
    shown.told()

    shown.rows(BREAK, snooze(5, 15), QUIT)

    assert shown.told(at_least=0) == []


def test_new_rows_in_a_submenu_concern_only_that(shown: Shown) -> None:
    shown.rows(BREAK, snooze(5, 15), QUIT)
    [(_, (revision, _))] = shown.told()

    shown.rows(Row("break", "Rest 7 min", TakeBreak()), snooze(5, 15, 30), QUIT)
    told = shown.told(at_least=2)
    ids = shown.ids()

    assert told == [
        ("ItemsPropertiesUpdated", ([(ids["Rest 7 min"], {"label": ("s", "Rest 7 min")})], [])),
        ("LayoutUpdated", (revision + 1, ids["Snooze"])),
    ]


def test_rows_get_new_numbers_when_others_beside_them_come_and_go(shown: Shown) -> None:
    shown.rows(BREAK, snooze(5, 15), QUIT)
    shown.told()
    before = shown.ids()

    shown.rows(Row("new", "New", ShowStatus()), LINE, BREAK, snooze(5, 15), QUIT)
    told = shown.told()
    now = shown.ids()

    assert [(name, body[1]) for name, body in told] == [("LayoutUpdated", 0)]
    assert set() == set(now.values()) & set(before.values())


def test_rows_keep_their_numbers_when_others_elsewhere_come_and_go(shown: Shown) -> None:
    shown.rows(BREAK, snooze(5, 15), QUIT)
    before = shown.ids()

    shown.rows(BREAK, snooze(15), QUIT)
    now = shown.ids()

    assert {label: now[label] for label in ("Take a break", "Snooze", "Quit")} == {
        label: before[label] for label in ("Take a break", "Snooze", "Quit")
    }
    assert now["15 min"] not in before.values()


def test_a_click_that_was_under_way_when_rows_came_is_not_lost(shown: Shown, reactor: HandTurnedReactor) -> None:
    shown.rows(BREAK, snooze(5, 15), QUIT)
    before = shown.ids()
    shown.rows(Row("new", "New", ShowStatus()), LINE, BREAK, snooze(5, 15), QUIT)

    shown.ask("Event", "isvu", before["Take a break"], "clicked", ("i", 0), 0)
    shown.ask("EventGroup", "a(isvu)", [(before["15 min"], "clicked", ("i", 0), 0)])

    assert reactor.posted == [Asked(TakeBreak()), Asked(Snooze())]


def test_the_layout_goes_as_deep_and_says_as_much_as_asked(shown: Shown) -> None:
    shown.rows(BREAK, snooze(5))
    ids = shown.ids()

    assert shown.layout(0, 0)[2] == []
    assert [child[1][2] for child in shown.layout(0, 1)[2]] == [[], []]
    assert shown.layout(ids["Snooze"], -1, ["label"]) == (
        ids["Snooze"],
        {"label": ("s", "Snooze")},
        [("(ia{sv}av)", (ids["5 min"], {"label": ("s", "5 min")}, []))],
    )


def test_properties_are_answered_in_groups_and_one_by_one(shown: Shown) -> None:
    shown.rows(BREAK, QUIT)
    ids = shown.ids()

    assert shown.ask("GetGroupProperties", "aias", [ids["Quit"], 9999], ["label"]) == (
        [(ids["Quit"], {"label": ("s", "Quit")})],
    )
    assert len(shown.ask("GetGroupProperties", "aias", [], [])[0]) == 3
    assert shown.ask("GetProperty", "is", ids["Quit"], "enabled") == (("b", True),)
    assert shown.ask("AboutToShow", "i", 0) == (False,)
    assert shown.ask("AboutToShowGroup", "ai", [0, 9999]) == ([], [9999])


def test_a_property_that_no_row_has_is_refused_by_its_name(shown: Shown) -> None:
    shown.rows(QUIT)

    refused = shown.ask("GetProperty", "is", shown.ids()["Quit"], "shortcut-of-ours")

    assert isinstance(refused, BusError)
    assert "There is no property shortcut-of-ours." in str(refused)


def test_who_names_no_interface_is_told_the_properties_of_all(shown: Shown, reactor: HandTurnedReactor) -> None:
    answers = shown.panel.ask("/StatusNotifierItem", "org.freedesktop.DBus.Properties", "GetAll", "s", "")
    reactor.run_until(lambda: answers)

    (found,) = next(each for each in answers if not isinstance(each, Exception))
    assert {"Id", "Status", "Menu"} <= found.keys()


def test_a_click_asks_for_the_rows_command(shown: Shown, reactor: HandTurnedReactor) -> None:
    shown.rows(BREAK, snooze(5), QUIT)
    ids = shown.ids()

    shown.ask("Event", "isvu", ids["5 min"], "clicked", ("i", 0), 0)
    shown.ask("Event", "isvu", ids["Quit"], "hovered", ("i", 0), 0)
    unknown = shown.ask(
        "EventGroup", "a(isvu)", [(ids["Quit"], "clicked", ("i", 0), 0), (9999, "clicked", ("i", 0), 0)]
    )

    assert reactor.posted == [Asked(Snooze()), Asked(Quit())]
    assert unknown == ([9999],)


def test_a_click_on_what_cannot_be_chosen_or_is_gone_does_nothing(shown: Shown, reactor: HandTurnedReactor) -> None:
    shown.rows(Row("number", "Pressure 67 %"), Row("off", "End the day", Quit(), enabled=False), QUIT)
    ids = shown.ids()
    shown.rows(Row("number", "Pressure 67 %"), Row("off", "End the day", Quit(), enabled=False))

    for label in ("Pressure 67 %", "End the day"):
        shown.ask("Event", "isvu", ids[label], "clicked", ("i", 0), 0)
    shown.ask("Event", "isvu", ids["Quit"], "clicked", ("i", 0), 0)
    refused = shown.ask("Event", "isvu", max(ids.values()) + 100, "clicked", ("i", 0), 0)

    assert reactor.posted == []
    assert isinstance(refused, BusError)


def test_a_row_that_says_the_same_and_does_something_else_does_that(shown: Shown, reactor: HandTurnedReactor) -> None:
    shown.rows(BREAK, Row("more", "More", children=(Row("pause", "Pause", Pause()), QUIT)))
    before = shown.ids()

    shown.rows(BREAK, Row("more", "More", children=(Row("pause", "Pause", Snooze()), QUIT)))
    for label in ("Pause", "Quit", "Take a break"):
        shown.ask("Event", "isvu", before[label], "clicked", ("i", 0), 0)

    assert reactor.posted == [Asked(Snooze()), Asked(Quit()), Asked(TakeBreak())]
    assert before == shown.ids()


def test_a_panel_that_asks_first_is_told_nothing_while_its_menu_is_closed(shown: Shown) -> None:
    shown.rows(Row("number", "Pressure 67 %"), BREAK)
    shown.opens()
    shown.closes()
    shown.told()

    shown.rows(Row("number", "Pressure 68 %"), BREAK)
    shown.rows(Row("number", "Pressure 69 %"), BREAK)
    shown.closes()  # whatever was told before this has arrived

    assert [] == shown.panel.signals


@pytest.mark.parametrize(("rows", "signal"), [((BREAK,), "ItemsPropertiesUpdated"), ((BREAK, QUIT), "LayoutUpdated")])
def test_what_changed_while_a_menu_was_closed_is_told_as_it_opens(
    shown: Shown, rows: tuple[Row, ...], signal: str
) -> None:
    shown.rows(Row("number", "Pressure 67 %"), BREAK)
    shown.opens()
    shown.closes()
    shown.rows(Row("number", "Pressure 69 %"), *rows)
    shown.panel.signals.clear()

    assert (signal == "LayoutUpdated") is shown.opens()
    assert [signal] == [name for name, _ in shown.told()]
    assert ["Pressure 69 %", *(row.label for row in rows)] == list(shown.ids())


def test_a_menu_that_is_open_changes_at_once(shown: Shown) -> None:
    shown.rows(Row("number", "Pressure 67 %"), BREAK)
    shown.opens()
    shown.closes()
    shown.opens()
    shown.told()

    shown.rows(Row("number", "Pressure 68 %"), BREAK)

    assert ["ItemsPropertiesUpdated"] == [name for name, _ in shown.told()]


def test_a_second_panel_that_never_asks_is_told_at_once(shown: Shown, connect: Connect) -> None:
    shown.rows(Row("number", "Pressure 67 %"), BREAK)
    shown.opens()
    shown.closes()
    other = connect()
    answers: list[Any] = []
    owner = shown.panel.owner
    other.call(owner, MENU_PATH, MENU, "GetLayout", "iias", (0, -1, []), answered=answers.append, failed=answers.append)
    shown.reactor.run_until(lambda: answers)
    shown.told()

    shown.rows(Row("number", "Pressure 68 %"), BREAK)

    assert ["ItemsPropertiesUpdated"] == [name for name, _ in shown.told()]


def test_rows_are_made_for_nobody_who_does_not_look(shown: Shown) -> None:
    made: list[str] = []

    def build() -> tuple[Row, ...]:
        made.append("rows")
        return (BREAK,)

    shown.rows(BREAK)
    shown.opens()
    shown.closes()
    shown.icon.menu = RowMenus(lambda _: None).of(Rows("now", build), ShowStatus())
    shown.closes()
    before = list(made)
    shown.opens()

    assert ([], ["rows"]) == (before, made)
