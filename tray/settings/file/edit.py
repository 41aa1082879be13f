"""Changes one value in a settings file, and nothing else in it."""

import re

from tray.errors import UsageError
from tray.lib.did_you_mean import nearest
from tray.lib.language.translation import say
from tray.settings.defaults.listing import Setting, all_settings, find, named_sections
from tray.settings.file.checks_of_settings_together import Check
from tray.settings.file.lines import Layout, layout
from tray.settings.file.load_or_list_mistakes import load
from tray.settings.file.read_toml import parsed
from tray.settings.file.splice import into_inline_table, line_added, line_break, replaced, section_added
from tray.settings.types.kind import Unfit
from tray.settings.types.toml_form import toml


def change(text: str, name: str, words: str, file: str, extra_checks: tuple[Check, ...] = ()) -> str:
    """``text``, the content of ``file``, with the setting ``name`` set to what ``words`` mean.

    Comments, order, line endings and a byte-order mark stay. Where the setting is not in the text it is added to its
    section, below its commented default if that is there. Raises UsageError when there is no such setting or ``words``
    are no value of it, and SettingsInvalid when the text had other mistakes or the value does not fit the others.
    """
    setting = named(name)
    value = _value(setting, words)
    if setting.section and not isinstance(parsed(text, file).get(setting.section, {}), dict):
        load(text, file)  # Nothing can be put into what is no section; this says so.
    changed = placed(text, setting, value)
    load(changed, file, extra_checks)
    return changed


def named(name: str) -> Setting:
    """The setting of a name. Raises UsageError with what may have been meant."""
    setting = find(name)
    if setting is None:
        if section := next((each for each in named_sections() if each.name == name), None):
            of_it = ", ".join(f"{name}.{each.key}" for each in section.settings)
            raise UsageError(
                say('"{name}" is a section. Name one of its settings: {settings}', name=name, settings=of_it)
            )
        if near := nearest(name, [*(each.name for each in named_sections()), *(each.name for each in all_settings())]):
            raise UsageError(say('there is no setting "{name}"; did you mean "{near}"?', name=name, near=near))
        raise UsageError(say('there is no setting "{name}"', name=name))
    return setting


def _value(setting: Setting, words: str) -> str:
    """The value as TOML; only what the setting's kind accepted gets into the file."""
    kind = setting.declared.kind
    trimmed = words.strip()
    quoted = len(trimmed) > 1 and trimmed[0] == trimmed[-1] and trimmed[0] in "\"'"
    raw = kind.read_words(trimmed[1:-1] if quoted else trimmed)
    try:
        kind.read(raw)
    except Unfit as unfit:
        raise UsageError("\n".join(f"{setting.name}: {fault.text}" for fault in unfit.faults)) from unfit
    return toml(raw)


def placed(text: str, setting: Setting, value: str) -> str:
    """``text`` with ``setting`` set to ``value``, which is TOML. What either means is not looked at."""
    where = layout(text)
    if place := where.place_of(setting.path):
        return replaced(text, place, value)
    if not setting.section:
        return _placed_at_the_top(text, where, setting, value)
    if table := where.place_of((setting.section,)):
        return into_inline_table(text, table, f"{setting.key} = {value}")
    for index, header in enumerate(where.headers):
        if header.path == (setting.section,):
            return line_added(text, *_neighbour(where, index, setting), f"{setting.key} = {value}")
    if dotted := [place for place in where.places if place.header is None and place.path[:-1] == (setting.section,)]:
        last = dotted[-1]
        return line_added(text, last.start, last.value[1], f"{setting.section}.{setting.key} = {value}")
    return section_added(text, f"[{setting.section}]", f"{setting.key} = {value}")


def _placed_at_the_top(text: str, where: Layout, setting: Setting, value: str) -> str:
    """Below its commented default, or else in the first line: what follows a table would belong to it."""
    line = f"{setting.key} = {value}"
    end = where.headers[0].start if where.headers else len(text)
    for match in re.finditer(rf"^\ufeff?[ \t]*#[ \t]*{setting.key}[ \t]*=", text[:end], re.MULTILINE):
        if not any(place.value[0] <= match.start() < place.value[1] for place in where.places):
            return line_added(text, match.start(), match.end(), line)
    begin = int(text.startswith("\ufeff"))  # the mark that some editors put in front of a file stays there
    return text[:begin] + line + line_break(text, begin) + text[begin:]


def _neighbour(where: Layout, header: int, setting: Setting) -> tuple[int, int]:
    """Where the thing begins and ends below which a setting that is not there yet belongs."""
    begin = where.headers[header].start
    end = where.headers[header + 1].start if header + 1 < len(where.headers) else len(where.text)
    values = [place for place in where.places if place.header == header and len(place.path) == 2]
    for match in re.finditer(rf"^[ \t]*#[ \t]*{setting.key}[ \t]*=", where.text[begin:end], re.MULTILINE):
        offset = begin + match.start()
        if not any(place.value[0] <= offset < place.value[1] for place in values):
            return offset, begin + match.end()
    return (values[-1].start, values[-1].value[1]) if values else (begin, begin)
