"""What the doctor found: for people, for scripts, and as a block to paste where everybody reads it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from enum import Enum
from typing import Any

from tray.lib.frozen import dataclass
from tray.lib.language.translation import mark, say, say_many
from tray.lib.text_width import fit, width, wrapped
from tray.view.terminal.bug_report import shown


class Verdict(Enum):
    """How a part of the program stands."""

    FINE = "fine"
    LACKING = "lacking"
    """This machine does not give it; the program goes on without."""
    WRONG = "wrong"
    """It needs fixing."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found out about one part."""

    part: str
    verdict: Verdict
    says: str
    """What was found, in words for the person; may hold paths and names."""
    do: str = ""
    """What to do about it; empty where nothing is to be done."""
    public: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    """What of it may go into a bug report. Only words from a fixed list come through, whatever stands here."""


_MARKS = {Verdict.FINE: "ok", Verdict.LACKING: "--", Verdict.WRONG: "!!"}


def block(findings: Iterable[Finding]) -> str:
    """The part for a bug report. It holds no path, no name and no text of the person's."""
    lines = ["```text", "backpressure doctor"]
    for finding in findings:
        told = [f"{name} {shown(value)}" for name, value in finding.public.items()]
        lines.append(f"{finding.part}: {finding.verdict.value}" + (f" ({'; '.join(told)})" if told else ""))
    return "\n".join([*lines, "```"])


def text(findings: Sequence[Finding], columns: int = 120) -> str:
    """For people: a line for each part, what to do below it, and the block at the end."""
    parts = [say(PARTS[finding.part]) for finding in findings]
    wide = max(map(width, parts))
    under = " " * (wide + 6)
    lines = []
    for part, finding in zip(parts, findings, strict=True):
        lines.append(wrapped(f"{_MARKS[finding.verdict]}  {fit(part, wide)}  {finding.says}", columns, under))
        if finding.do:
            lines.append(wrapped(f"{under}→ {finding.do}", columns, f"{under}  "))
    wrong = sum(finding.verdict is Verdict.WRONG for finding in findings)
    summary = (
        say_many("{count} of these needs fixing.", "{count} of these need fixing.", wrong)
        if wrong
        else say("Nothing needs fixing.")
    )
    ask = say("For a bug report. None of your paths, names or texts are in it:")
    return "\n".join([*lines, "", summary, "", ask, "", block(findings)])


PARTS = {
    "program": mark("program"),
    "system": mark("system"),
    "installed": mark("installed"),
    "settings": mark("settings"),
    "history": mark("history"),
    "folders": mark("folders"),
    "calendar": mark("calendars"),
    "machines": mark("other machines"),
    "tray": mark("tray"),
    "notifications": mark("notifications"),
    "idle": mark("activity"),
    "session": mark("lock and sleep"),
    "switches": mark("switches"),
    "attention": mark("do not disturb"),
    "sound": mark("sound"),
    "media": mark("music"),
    "trouble": mark("trouble"),
    "autostart": mark("autostart"),
    "app menu": mark("application menu"),
}
"""What a part is called for people."""


def values(findings: Sequence[Finding]) -> dict[str, Any]:
    """For scripts."""
    return {
        "version": 1,
        "fine": all(finding.verdict is not Verdict.WRONG for finding in findings),
        "findings": [
            {
                "part": finding.part,
                "verdict": finding.verdict.value,
                "says": finding.says,
                "do": finding.do or None,
            }
            for finding in findings
        ],
        "report": block(findings),
    }
