"""Forty calendars in the shapes in which programs of this world write them, made up for these tests.

Each holds something between 23 November and 7 December 2026, or has reason not to.
"""

import json
from pathlib import Path

BERLIN = """BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""
OWN_ZONE = """BEGIN:VTIMEZONE
TZID:Customized Time Zone
BEGIN:STANDARD
DTSTART:16010101T000000
TZOFFSETFROM:+0530
TZOFFSETTO:+0530
END:STANDARD
END:VTIMEZONE
"""
WINDOWS_ZONE = """BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""


def calendar(*events: str, head: str = "PRODID:-//Tests//Made up//EN", zones: str = "") -> str:
    """A calendar of events, each as lines."""
    body = "".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}\n{zones}{body}END:VCALENDAR\n"


def order(path: Path, **wanted: object) -> str:
    """What a reader is asked for, of a file or folder."""
    usual = {"first": "2026-11-23", "days": 14, "titles": False, "days_off": [], "hours": [], "addresses": []}
    return json.dumps({"paths": [str(path)]} | usual | wanted)


def event(lines: str, uid: str = "1@made.up") -> str:
    return f"UID:{uid}\nDTSTAMP:20261101T080000Z\nSUMMARY:Canary\n{lines.strip()}"


def zoned(start: str, end: str, zone: str = "Europe/Berlin") -> str:
    return f"DTSTART;TZID={zone}:{start}\nDTEND;TZID={zone}:{end}\n"


NINE = zoned("20261124T090000", "20261124T100000")
WEEKLY = zoned("20260105T090000", "20260105T093000")
GOOGLE = "PRODID:-//Google Inc//Google Calendar 70.9054//EN\nCALSCALE:GREGORIAN\nMETHOD:PUBLISH\n"
OUTLOOK = "PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN\nMETHOD:PUBLISH"

SHAPES: dict[str, str] = {
    "google, in UTC": calendar(
        event("DTSTART:20261124T090000Z\nDTEND:20261124T100000Z\nSTATUS:CONFIRMED\nTRANSP:OPAQUE\nSEQUENCE:0"),
        head=GOOGLE + "X-WR-CALNAME:me@example.org\nX-WR-TIMEZONE:Europe/Berlin",
    ),
    "google, a series in a zone with an exception and a moved one": calendar(
        event(WEEKLY + "RRULE:FREQ=WEEKLY;BYDAY=MO,TH\nEXDATE;TZID=Europe/Berlin:20261126T090000"),
        event(zoned("20261201T140000", "20261201T150000") + "RECURRENCE-ID;TZID=Europe/Berlin:20261130T090000"),
        head=GOOGLE,
        zones=BERLIN,
    ),
    "google, a holiday": calendar(
        event("DTSTART;VALUE=DATE:20261206\nDTEND;VALUE=DATE:20261207\nTRANSP:TRANSPARENT"), head=GOOGLE
    ),
    "outlook, a zone of windows": calendar(
        event(
            zoned("20261125T130000", "20261125T143000", "W. Europe Standard Time")
            + "CLASS:PUBLIC\nPRIORITY:5\nX-MICROSOFT-CDO-BUSYSTATUS:BUSY\nX-MICROSOFT-CDO-IMPORTANCE:1"
        ),
        head=OUTLOOK,
        zones=WINDOWS_ZONE,
    ),
    "outlook, a zone in quotes that is its own": calendar(
        event(zoned("20261125T130000", "20261125T143000", '"Customized Time Zone"')), head=OUTLOOK, zones=OWN_ZONE
    ),
    "outlook, a series over the end of summer time": calendar(
        event(zoned("20261001T160000", "20261001T170000", "W. Europe Standard Time") + "RRULE:FREQ=DAILY"),
        head=OUTLOOK,
        zones=WINDOWS_ZONE,
    ),
    "outlook, every last friday": calendar(
        event(WEEKLY + "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"), head=OUTLOOK, zones=BERLIN
    ),
    "nextcloud": calendar(
        event("CREATED:20261101T080000Z\nLAST-MODIFIED:20261101T080000Z\nSEQUENCE:3\n" + NINE + "STATUS:CONFIRMED"),
        head="CALSCALE:GREGORIAN\nPRODID:-//IDN nextcloud.com//Calendar app 4.6.4//EN",
        zones=BERLIN,
    ),
    "nextcloud, with alarms": calendar(
        event(
            NINE + "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER;RELATED=START:-PT15M\nDESCRIPTION:Canary\n"
            "DURATION:PT5M\nREPEAT:2\nEND:VALARM"
        ),
        zones=BERLIN,
    ),
    "apple": calendar(
        event(NINE + "TRANSP:OPAQUE\nX-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC\nSEQUENCE:1"),
        head="PRODID:-//Apple Inc.//macOS 14.4//EN\nX-APPLE-CALENDAR-COLOR:#1BADF8\nX-WR-CALNAME:Home",
        zones=BERLIN,
    ),
    "apple, a duration": calendar(event("DTSTART;TZID=Europe/Berlin:20261126T101500\nDURATION:PT1H45M")),
    "proton": calendar(
        event("DTSTART;TZID=Europe/Zurich:20261127T080000\nDTEND;TZID=Europe/Zurich:20261127T090000\nSTATUS:CONFIRMED"),
        head="PRODID:-//Proton AG//ProtonCalendar 1.0.0//EN\nMETHOD:PUBLISH\nCALSCALE:GREGORIAN",
    ),
    "khal": calendar(event(NINE), head="PRODID:-//PIMUTILS.ORG//NONSGML khal / icalendar //EN", zones=BERLIN),
    "khal, floating": calendar(event("DTSTART:20261124T090000\nDTEND:20261124T100000")),
    "evolution, a zone with a path": calendar(
        event(zoned("20261124T090000", "20261124T100000", "/freeassociation.sourceforge.net/Europe/Berlin")),
        head="PRODID:-//Ximian//NONSGML Evolution Calendar//EN",
        zones=BERLIN.replace("TZID:Europe/Berlin", "TZID:/freeassociation.sourceforge.net/Europe/Berlin"),
    ),
    "thunderbird, only dates added": calendar(
        event(WEEKLY + "RDATE;TZID=Europe/Berlin:20261125T110000,20261202T110000"), zones=BERLIN
    ),
    "spans of time added": calendar(
        event(WEEKLY + "RDATE;VALUE=PERIOD;TZID=Europe/Berlin:20261125T110000/PT2H"), zones=BERLIN
    ),
    "a zone that nothing describes": calendar(event(zoned("20261124T090000", "20261124T100000", "America/New_York"))),
    "a day": calendar(event("DTSTART;VALUE=DATE:20261124")),
    "days over the change of the clock": calendar(
        event("DTSTART;VALUE=DATE:20261020\nDTEND;VALUE=DATE:20261128\nRRULE:FREQ=YEARLY")
    ),
    "every birthday": calendar(event("DTSTART;VALUE=DATE:19800301\nRRULE:FREQ=YEARLY;BYMONTH=11,12;BYMONTHDAY=30,2")),
    "ten times": calendar(
        event(zoned("20261117T090000", "20261117T093000") + "RRULE:FREQ=DAILY;COUNT=10"), zones=BERLIN
    ),
    "until a time in UTC": calendar(event(WEEKLY + "RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20261201T080000Z"), zones=BERLIN),
    "until a day": calendar(event("DTSTART;VALUE=DATE:20261101\nRRULE:FREQ=DAILY;UNTIL=20261125")),
    "over long ago": calendar(event(WEEKLY + "RRULE:FREQ=DAILY;UNTIL=20260201T000000Z"), zones=BERLIN),
    "every other week from sunday": calendar(
        event(WEEKLY + "RRULE:FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,SU"), zones=BERLIN
    ),
    "the second tuesday": calendar(event(WEEKLY + "RRULE:FREQ=MONTHLY;BYDAY=1TU,-1MO"), zones=BERLIN),
    "a rule for hours": calendar(event(WEEKLY + "RRULE:FREQ=DAILY;BYHOUR=9,13;BYMINUTE=0,30"), zones=BERLIN),
    "a day of the year": calendar(event(WEEKLY + "RRULE:FREQ=YEARLY;BYYEARDAY=330,335"), zones=BERLIN),
    "one moved into the days from far away": calendar(
        event(WEEKLY + "RRULE:FREQ=MONTHLY"),
        event(zoned("20261126T090000", "20261126T100000") + "RECURRENCE-ID;TZID=Europe/Berlin:20260405T090000"),
        zones=BERLIN,
    ),
    "one moved out of the days": calendar(
        event(WEEKLY + "RRULE:FREQ=WEEKLY"),
        event(zoned("20270301T090000", "20270301T100000") + "RECURRENCE-ID;TZID=Europe/Berlin:20261130T090000"),
        zones=BERLIN,
    ),
    "all from one on are later": calendar(
        event(WEEKLY + "RRULE:FREQ=WEEKLY"),
        event(
            zoned("20261123T110000", "20261123T120000")
            + "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20261123T090000"
        ),
        zones=BERLIN,
    ),
    "one cancelled": calendar(
        event(WEEKLY + "RRULE:FREQ=WEEKLY"),
        event(
            zoned("20261130T090000", "20261130T093000")
            + "RECURRENCE-ID;TZID=Europe/Berlin:20261130T090000\nSTATUS:CANCELLED"
        ),
        zones=BERLIN,
    ),
    "over midnight": calendar(event(zoned("20261124T233000", "20261125T003000")), zones=BERLIN),
    "no end at all": calendar(event("DTSTART:20261124T090000Z")),
    "folded lines": calendar(
        event("DESCRIPTION:Canary canary canary\n  canary\n\tcanary\n" + NINE.replace("T090000", "T0900\n 00")),
        zones=BERLIN,
    ),
    "lines of windows": calendar(event(NINE), zones=BERLIN).replace("\n", "\r\n"),
    "lines of an old mac": calendar(event(NINE), zones=BERLIN).replace("\n", "\r"),
    "small letters": calendar(event(NINE.replace("DTSTART", "dtstart") + "rrule:freq=daily;count=3"), zones=BERLIN),
    "two calendars in one file": calendar(event(NINE), zones=BERLIN)
    + calendar(event("DTSTART:20261125T090000Z\nDTEND:20261125T100000Z")),
}
"""By what is special about each."""
