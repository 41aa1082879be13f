"""Whatever programs write, comes out as ``recurring_ical_events`` says of the whole file, in the person's zone."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.desktop.calendars.sample_calendars import BERLIN, NINE, SHAPES, calendar, event
from tray.core.appointments import Appointment, Entry, Kind, meetings, placed
from tray.desktop.calendars.entries_that_count import Wanted, Wrong, entries
from tray.desktop.calendars.ics_lines_kept_or_skipped import outlines

recurring = pytest.importorskip("recurring_ical_events")
icalendar = pytest.importorskip("icalendar")
FIRST, LAST = date(2026, 11, 23), date(2026, 12, 7)
ZONES = [ZoneInfo("Europe/Berlin"), ZoneInfo("Pacific/Auckland")]
DAY = timedelta(days=1)


def read(content: bytes, **wanted: Any) -> tuple[list[Entry], list[Wrong]]:
    defaults: dict[str, Any] = {"titles": False, "days_off": frozenset(), "addresses": frozenset()}
    want = Wanted(FIRST, LAST, **(defaults | wanted))
    found: list[Entry] = []
    wrong: list[Wrong] = []
    for outline in outlines(content, FIRST, LAST, titles=want.titles):
        more, problems = entries(outline, ("calendar",), want)
        found += more
        wrong += problems
    return found, wrong


def near(found: list[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Those that touch the days that count."""
    first, last = (datetime(each.year, each.month, each.day, tzinfo=UTC) for each in (FIRST, LAST))
    return sorted({span for span in found if span[0] < last and span[1] > first})


def ours(content: bytes, zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
    return near([(each.start, each.end) for each in placed(read(content)[0], zone)])


def theirs(text: str, zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
    """What the library says of all of a file, with what was cancelled left out, as everywhere."""
    found = []
    for each in icalendar.Calendar.from_ical(text, multiple=True):
        for one in recurring.of(each).between(FIRST - 60 * DAY, LAST + 60 * DAY):
            if one.get("STATUS") == "CANCELLED":
                continue
            start, end = one["DTSTART"].dt, one["DTEND"].dt
            if not isinstance(start, datetime) and end <= start:
                end = start + DAY
            found.append(Entry(start, end, True, Kind.MEETING))
    return near([(each.start, each.end) for each in placed(found, zone)])


@pytest.mark.parametrize("zone", ZONES, ids=str)
@pytest.mark.parametrize("name", SHAPES)
def test_a_calendar_comes_out_as_the_library_says_of_all_of_it(name: str, zone: ZoneInfo) -> None:
    found = ours(SHAPES[name].encode(), zone)

    assert theirs(SHAPES[name].replace("\r\n", "\n").replace("\r", "\n"), zone) == found
    assert bool(found) == (name not in ("over long ago", "no end at all"))


def test_there_are_forty_shapes() -> None:
    assert 40 == len(SHAPES)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_whatever_the_letters_are_written_in(encoding: str) -> None:
    text = calendar(event(NINE).replace("Canary", "Größe"), zones=BERLIN)
    found, wrong = read(text.encode(encoding), titles=True)

    assert (["Größe"], []) == ([each.title for each in found], wrong)


def test_calendars_that_were_put_after_one_another_count_with_the_marks_that_they_begin_with() -> None:
    one, other = (
        calendar(event(lines, name))
        for lines, name in (
            ("DTSTART:20261124T090000Z\nDURATION:PT1H\n", "one"),
            ("DTSTART:20261124T100000Z\nDURATION:PT1H\n", "other"),
        )
    )

    assert 2 == len(read(f"{one}{other}".encode())[0]) == len(read(f"\ufeff{one}\ufeff{other}".encode())[0])


def test_a_calendar_that_was_cut_off_before_the_next_one_is_told_and_both_count() -> None:
    cut = calendar(event(NINE), zones=BERLIN).removesuffix("END:VCALENDAR\n")
    found, wrong = read(f"{cut}{calendar(event(NINE, '2@made.up'), zones=BERLIN)}".encode())

    assert (2, ["it ends in the middle of an entry"]) == (len(found), [each.message for each in wrong])


def test_an_end_of_what_never_began_takes_no_entry_away() -> None:
    tomorrow = event(NINE.replace("20261124", "20261125"), "2@made.up")
    found, _ = read(calendar(f"{event(NINE)}\nEND:VEVENT", tomorrow, zones=BERLIN).encode())

    assert [24, 25] == [each.start.day for each in found]


@pytest.mark.parametrize("lines", ["DTEND:99991231T235959Z", "DTEND;TZID=Europe/Berlin:99991231T000000"])
def test_who_is_away_for_ever_is_busy(lines: str) -> None:
    found, wrong = read(calendar(event(f"DTSTART:20261124T090000Z\n{lines}\n"), zones=BERLIN).encode())

    assert ([(Kind.ALL_DAY, True)], []) == ([(each.kind, each.busy) for each in found], wrong)


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        ("DTEND:20261124T100000Z\nDTEND:20261124T110000Z", "DTEND"),
        ("DTEND;VALUE=TEXT:tomorrow", "DTEND"),
        ("DTEND:PT1H", "DTEND"),
        ("DTEND;VALUE=TIME:100000", "DTEND"),
        ("DTSTART:20261124T093000Z", "DTSTART"),
        ("RECURRENCE-ID:20261124T090000Z\nRECURRENCE-ID:20261125T090000Z", "RECURRENCE-ID"),
        ("UID:another", "UID"),
        ("DURATION:PT1H\nDURATION:PT2H", "DURATION"),
    ],
)
def test_what_stands_twice_or_is_no_time_takes_only_its_own_entry_away_and_is_named(lines: str, wrong: str) -> None:
    odd = event(f"DTSTART:20261124T090000Z\n{lines}\n", "odd@made.up")
    found, said = read(calendar(odd, event(NINE), zones=BERLIN).encode())

    assert (1, [wrong]) == (len(found), [each.places["why"] for each in said])


def test_a_letter_that_is_folded_in_its_middle_is_one() -> None:
    text = calendar(event(NINE), zones=BERLIN).encode().replace(b"Canary", b"Gr\xc3\r\n \xb6\xc3\x9fe")

    assert ["Größe"] == [each.title for each in read(text, titles=True)[0]]


def test_a_broken_line_is_told_by_its_number_and_the_entry_counts() -> None:
    text = calendar(event(NINE + "This line is broken, says Canary"), zones=BERLIN)
    found, wrong = read(text.encode())

    assert 1 == len(found)
    assert [{"line": text.splitlines().index("This line is broken, says Canary") + 1}] == [
        each.places for each in wrong
    ]


def test_a_guest_whose_name_is_quoted_at_one_end_alone_takes_no_meeting_away_and_is_told() -> None:
    text = calendar(event(f'{NINE}ATTENDEE;CN="O, Canary:mailto:canary@example.org'), zones=BERLIN)
    found, wrong = read(text.encode())

    assert 1 == len(found)
    assert [("the entry on line {line} has a broken line", text.splitlines().index("BEGIN:VEVENT") + 1)] == [
        (each.message, each.places["line"]) for each in wrong
    ]


@pytest.mark.parametrize("lines", ["DTEND:20261124T090000Z", "DTSTART;TZID:20261124T090000\nDTEND:20261124T100000Z"])
def test_an_entry_without_a_beginning_that_can_be_read_is_told_and_the_next_counts(lines: str) -> None:
    found, wrong = read(calendar(event(lines), event(NINE, "2@made.up"), zones=BERLIN).encode())

    assert (1, ["DTSTART"]) == (len(found), [each.places["why"] for each in wrong])


@pytest.mark.parametrize(
    "lines",
    [
        "DTSTART;VALUE=DATE:20261124\nDTEND;VALUE=DATE:20261124",
        "DTSTART:20261124T000000\nDTEND:20261124T235900\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
    ],
)
def test_a_whole_day_that_ends_on_the_day_on_which_it_begins_is_that_day(lines: str) -> None:
    found, _ = read(calendar(event(lines)).encode())

    assert [(date(2026, 11, 24), date(2026, 11, 25))] == [(each.start, each.end) for each in found]


def test_a_time_zone_that_cannot_be_read_is_told_and_takes_no_entry_away() -> None:
    zone = "BEGIN:VTIMEZONE\r\nTZID:Odd\r\nBEGIN:STANDARD\r\nTZOFFSETTO:+xx\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    found, wrong = read(calendar(event(NINE)).replace("BEGIN:VEVENT", f"{zone}BEGIN:VEVENT", 1).encode())

    assert [datetime(2026, 11, 24, 9, tzinfo=ZONES[0])] == [each.start for each in found]
    assert ["its time zones can't be read"] == [each.message for each in wrong]


def test_an_entry_that_never_ends_is_told_and_counts_as_does_the_next() -> None:
    both = calendar(event(NINE), event(NINE.replace("20261124", "20261125"), "2@made.up"))
    found, wrong = read(both.replace("END:VEVENT", "X-NO:END", 1).encode())

    assert [24, 25] == [each.start.day for each in found]
    assert ["line {line} doesn't belong in a calendar"] == [each.message for each in wrong]
    assert "BEGIN:VEVENT" == both.splitlines()[wrong[0].places["line"] - 1]


def test_a_day_that_no_month_has_takes_only_its_own_entry_away() -> None:
    found, wrong = read(calendar(event(NINE), event(NINE.replace("20261124", "20261131"), "2@made.up")).encode())

    assert [24] == [each.start.day for each in found]
    assert ["the entry on line {line} can't be read ({why})"] == [each.message for each in wrong]


def test_a_rule_that_makes_no_sense_takes_only_its_own_entry_away() -> None:
    rules = ("FREQ=WEEKLY;INTERVAL=0", "FREQ=OFTEN", "FREQ=SECONDLY", "FREQ=DAILY;UNTIL=soon")
    odd = [event(f"{NINE}RRULE:{rule}", f"{rule}@made.up") for rule in rules]
    found, wrong = read(calendar(*odd[:2], event(NINE), *odd[2:], zones=BERLIN).encode())

    assert 1 == len(found)
    assert len(rules) == len(wrong)
    assert all("can't be read" in each.message for each in wrong)


def test_series_that_cannot_be_worked_out_are_told_by_their_lines_and_the_others_count() -> None:
    rules = ("FREQ=MONTHLY;BYDAY=53MO", "FREQ=DAILY;BYHOUR=25", "COUNT=2")
    odd = [event(f"{NINE}RRULE:{rule}", f"{rule}@made.up") for rule in rules]
    weekly = event(f"{NINE}RRULE:FREQ=WEEKLY", "weekly@made.up")
    text = calendar(*odd[:2], weekly, *odd[2:], event(NINE.replace("20261124", "20261126")), zones=BERLIN)
    found, wrong = read(text.encode())
    begun = [n for n, line in enumerate(text.splitlines(), 1) if line == "BEGIN:VEVENT"]

    assert [24, 26, 1] == [each.start.day for each in sorted(found, key=lambda each: each.start)][:3]
    assert [begun[0], begun[1], begun[3]] == [each.places["line"] for each in wrong]
    assert {"the entry on line {line} can't be read ({why})"} == {each.message for each in wrong}


@pytest.mark.parametrize(
    ("lines", "busy"),
    [
        ("", True),
        ("TRANSP:TRANSPARENT", False),
        ("STATUS:TENTATIVE", True),
        ("X-MICROSOFT-CDO-BUSYSTATUS:FREE", False),
        ("X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE", True),
        ("X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE", False),
        ("ATTENDEE;PARTSTAT=DECLINED:mailto:Me@Example.org", False),
        ("ATTENDEE;PARTSTAT=DECLINED;EMAIL=me@example.org:urn:uuid:1", False),
        ("ATTENDEE;PARTSTAT=DELEGATED:mailto:me@example.org", False),
        ("ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:me@example.org", True),
        ("ATTENDEE;PARTSTAT=DECLINED:mailto:you@example.org\nATTENDEE;PARTSTAT=ACCEPTED:mailto:me@example.org", True),
    ],
)
def test_an_entry_takes_time_unless_it_is_free_or_declined(lines: str, busy: bool) -> None:
    found, _ = read(calendar(event(NINE + lines), zones=BERLIN).encode(), addresses=frozenset({"me@example.org"}))

    assert [busy] == [each.busy for each in found]


def test_a_cancelled_entry_is_none() -> None:
    assert [] == read(calendar(event(NINE + "STATUS:CANCELLED"), zones=BERLIN).encode())[0]


def test_whose_calendar_it_is_can_stand_in_its_name() -> None:
    declined = event(NINE + "ATTENDEE;PARTSTAT=DECLINED:mailto:me@example.org")
    named = calendar(declined, head="X-WR-CALNAME:me@example.org", zones=BERLIN)
    unnamed = calendar(declined, zones=BERLIN)

    assert [[False], [True]] == [[each.busy for each in read(text.encode())[0]] for text in (named, unnamed)]


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (NINE, Kind.MEETING),
        ("DTSTART;VALUE=DATE:20261124", Kind.ALL_DAY),
        ("DTSTART;VALUE=DATE:20261124\nX-MICROSOFT-CDO-BUSYSTATUS:OOF", Kind.OUT_OF_OFFICE),
        ("DTSTART;VALUE=DATE:20261124\nCATEGORIES:Travel,Holidays", Kind.DAY_OFF),
        (NINE + "X-MICROSOFT-CDO-BUSYSTATUS:OOF", Kind.OUT_OF_OFFICE),
        (NINE.replace("T100000", "T171500"), Kind.ALL_DAY),
        (NINE.replace("T100000", "T171500") + "CATEGORIES:Shifts", Kind.HOURS),
        (
            "DTSTART:20261124T000000\nDTEND:20261125T000000\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
            Kind.ALL_DAY,
        ),
    ],
)
def test_the_kind_of_an_entry(lines: str, kind: Kind) -> None:
    found, _ = read(
        calendar(event(lines), zones=BERLIN).encode(), days_off=frozenset({"holidays"}), hours=frozenset({"shifts"})
    )

    assert [kind] == [each.kind for each in found]


def test_what_this_program_wrote_is_no_meeting() -> None:
    found, _ = read(calendar(event(NINE, uid="block-1@backpressure"), zones=BERLIN).encode())

    assert [Kind.OWN] == [each.kind for each in found]
    assert () == meetings(placed(found, ZONES[0]))


def test_every_entry_of_a_calendar_that_is_called_so_is_a_day_off() -> None:
    text = calendar(event("DTSTART;VALUE=DATE:20261124"), head="X-WR-CALNAME:Feiertage", zones=BERLIN)
    found, _ = read(text.encode(), days_off=frozenset({"feiertage"}))

    assert [Kind.DAY_OFF] == [each.kind for each in found]
    assert isinstance(placed(found, ZONES[0])[0], Appointment)
