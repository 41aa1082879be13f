"""Describes the settings to the person: the commented file, the tables of the manual, an overview."""

from textwrap import wrap

from tray.lib.language.translation import say
from tray.lib.text_width import width
from tray.settings.defaults.listing import Section, Setting, lists, named_sections, sections
from tray.settings.file.edit import named
from tray.settings.file.read_toml import parsed
from tray.settings.types.toml_form import toml

_WIDTH = 100
_TABLE_HEAD = "| setting | default | may be | what it does |\n|---|---|---|---|\n"


def default_file() -> str:
    """The settings file of somebody who has changed nothing; it means what an empty file means.

    Its comments are in the language in force: the file is written for the person who edits it, nothing reads a comment
    back, and one that was written in another language stays as it is. Names and values are the same in every language.
    """
    return _preface() + "".join(map(_section_text, sections())) + "".join(map(_entry_text, lists()))


def _preface() -> str:
    title = say("Settings of Backpressure.")
    how = say(
        'Every setting is listed below with its default, as a comment. To change one, remove the "# " in front of it, '
        "write your own value and save the file: it takes effect at once. If there's a mistake, nothing changes and "
        'you\'re told where it is. Write durations like "25m", "1h30m" or "0.5s", and clock times like "17:30".'
    )
    return f"{_comment(title)}#\n{_comment(how)}"


def manual_table() -> str:
    """Markdown for the manual: every setting, its default and what it may be; ends with a line break."""
    single = (
        _section_table(section, f"`[{section.name}]`" if section.name else say("Above the first section"))
        for section in sections()
    )
    return "\n".join(single) + "".join(f"\n{_section_table(section, f'`[[{section.name}]]`')}" for section in lists())


def with_range(setting: Setting) -> str:
    """The sentence of a setting, followed by what may be written."""
    return say("{sentence} ({range})", sentence=setting.sentence, range=setting.declared.kind.range())


def _section_text(section: Section) -> str:
    settings = "".join(map(_setting_text, section.settings))
    head = f"[{section.name}]\n" if section.name else ""
    return f"\n\n{_comment(section.sentence)}{head}{settings}"


def _setting_text(setting: Setting) -> str:
    return f"\n{_comment(with_range(setting))}# {setting.key} = {setting.declared.default_text}\n"


def _entry_text(section: Section) -> str:
    """An example, further in than what stands for a setting that has a default."""
    lines = (
        f"#\n{_comment(with_range(setting))}#   {setting.key} = {setting.declared.default_text}\n"
        for setting in section.settings
    )
    return f"\n\n{_comment(section.sentence)}#\n#   [[{section.name}]]\n{''.join(lines)}"


def _comment(text: str) -> str:
    columns = _WIDTH - 2
    # Letters of Chinese and Japanese take two columns each, and lines may end behind any of them.
    longest = columns if width(text) <= len(text) else columns // 2
    return "".join(f"# {line}\n" for line in wrap(text, longest, break_on_hyphens=False))


def _section_table(section: Section, header: str) -> str:
    rows = "".join(map(_row, section.settings))
    return f"## {header}\n\n{section.sentence}\n\n{_TABLE_HEAD}{rows}"


def _row(setting: Setting) -> str:
    declared = setting.declared
    default = f"such as `{declared.default_text}`" if declared.needed else f"`{declared.default_text}`"
    cells = (f"`{setting.key}`", default, declared.kind.range(), setting.sentence)
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"


def in_force(text: str, file: str, only: str = "") -> str:
    """Every setting as ``text``, which must load, means it; what differs from its default says so. Itself TOML.

    ``only`` is the name of a section, or of one setting, to which it keeps. Raises UsageError where it is neither.
    """
    if only and all(only != section.name for section in named_sections()):
        setting = named(only)
        part, key = setting.section, setting.key
    else:
        part, key = only, ""
    tables = parsed(text, file)
    single = (
        _values(section, tables.get(section.name, {}), key, f"[{section.name}]")
        if section.name
        else _values(section, tables, key)
        for section in sections()
        if not only or section.name == part
    )
    several = (
        _values(section, table, key, f"[[{section.name}]]")
        for section in lists()
        for table in tables.get(section.name, [])
        if not only or section.name == part
    )
    return "\n".join((*single, *several))


def _values(section: Section, table: dict[str, object], only: str, *header: str) -> str:
    lines = []
    for setting in section.settings:
        if only and setting.key != only:
            continue
        declared = setting.declared
        raw = table.get(setting.key, declared.default)
        changed = not declared.needed and declared.kind.read(raw) != declared.kind.read(declared.default)
        line = f"{setting.key} = {toml(raw)}"
        lines.append(f"{line}  # {say('by default {value}', value=declared.default_text)}" if changed else line)
    return "\n".join((*header, *lines, ""))
