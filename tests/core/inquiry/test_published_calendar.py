"""What others may read in a calendar."""

from datetime import date, time, timedelta

from tests.day import MONDAY, Day, day
from tray.core.inquiry.published_calendar import What, published
from tray.core.messages import commands as c
from tray.settings.defaults.every_setting import Breaks, Calendars, Settings
from tray.settings.types.time_ranges_shifts_fixed_breaks import ClockBreak

AT = Breaks(at=(ClockBreak(time(12, 30), "lunch"), ClockBreak(time(15), "walk", 0, 4)))


def shown(told: Day) -> list[tuple[str, str]]:
    zone = told.context.zone
    entries = published(told.state, told.context)
    return [(f"{each.start.astimezone(zone):%a %H:%M}", each.text or each.what.value) for each in entries]


def of(calendar: Calendars) -> Day:
    told = day(Settings(breaks=AT, calendar=calendar)).ask(c.PlanBlock(timedelta(hours=2), label="report"))
    return told.ask(c.Commit("call Ada", MONDAY + timedelta(hours=26))).ask(c.Commit("no time yet"))


def test_blocks_alone_where_nothing_else_is_wanted() -> None:
    assert [("Mon 09:00", "report")] == shown(of(Calendars()))


def test_each_of_the_others_by_its_own_setting() -> None:
    lunch, breaks = shown(of(Calendars(publish_lunch=True))), shown(of(Calendars(publish_breaks=True)))
    ends, to_dos = shown(of(Calendars(publish_day_end=True))), shown(of(Calendars(publish_to_dos=True)))

    assert [("Mon 12:30", "lunch")] == lunch[1:2]
    assert [("Mon 15:00", "walk")] == breaks[1:2]
    assert {"lunch"} == {what for _, what in lunch[1:]}
    assert {"walk"} == {what for _, what in breaks[1:]}
    assert [("Mon 17:30", "end"), ("Tue 17:30", "end")] == ends[1:3]
    assert [("Mon 09:00", "report"), ("Tue 11:00", "call Ada")] == to_dos


def test_days_off_have_neither_breaks_nor_ends() -> None:
    told = of(Calendars(publish_lunch=True, publish_day_end=True))
    days = {each.start.date() for each in published(told.state, told.context)}

    assert 10 == len(days)
    assert date(2026, 11, 28) not in days


def test_an_end_that_was_put_off_is_where_it_is_now() -> None:
    told = of(Calendars(publish_day_end=True)).ask(c.MoreTime(timedelta(minutes=30)))

    assert ("Mon 18:00", "end") in shown(told)


def test_every_entry_has_a_name_of_its_own_which_it_keeps() -> None:
    wanted = Calendars(publish_lunch=True, publish_breaks=True, publish_day_end=True, publish_to_dos=True)
    told = of(wanted)
    before = {each.name: each for each in published(told.state, told.context)}
    told.away("1h")
    after = published(told.state, told.context)

    assert len(before) == len(after)
    assert all(before[each.name] == each for each in after)
    assert {What.BLOCK, What.BREAK, What.END, What.TO_DO} == {each.what for each in after}
