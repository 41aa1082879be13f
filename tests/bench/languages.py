"""What does a language cost the running program? ``python -m tests.bench.languages`` measures and prints it.

Each is put in force in a fresh process that has loaded all that runs all day. Its catalogue holds every message there
is, as long as in that language or, where it lacks one, as in English; then everything that a face may say is said.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.catalogues import cldr, translations
from tests.catalogues.compile import compiled
from tray.lib.frozen import dataclass

MOST_MIB, MOST_MS = 0.7, 4.0
_MEASURED = """
import gc, sys, time
import tray.app.app
from tray.desktop.common.release_memory import give_back
from tray.lib.language import catalogue_reader
from tray.lib.language.catalogue_reader import put_in_force
from tray.lib.language.locales import Locale
from tray.lib.language.translation import say

def own():
    gc.collect()
    give_back()  # so that nothing fits into what the start left free
    rows = dict(line.split()[:2] for line in open("/proc/self/smaps_rollup").read().splitlines()[1:])
    return int(rows["Private_Clean:"]) + int(rows["Private_Dirty:"])

folder, language, territory = sys.argv[1:]
usual = catalogue_reader.asset_place
catalogue_reader.asset_place = lambda name: f"{folder}/{name}" if name.endswith(".mo") else usual(name)
gc.disable()
before, began = own(), time.process_time()
put_in_force(Locale(language, territory, territory))
took = time.process_time() - began
for text in ("Take a break", "Snooze", "Skip", "Quiet", "Settings", "Quit") * 50:
    say(text)
print(own() - before, took * 1000)
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one language costs."""

    mib: float
    ms: float


def cost(language: str, territory: str, folder: Path) -> Cost:
    """The most memory and the least time of some runs: what others do on the machine only adds to that."""
    (folder / "locale").mkdir(exist_ok=True)
    if language != "en":
        (folder / f"locale/{language}.mo").write_bytes(_whole(language, folder))
    runs = []
    for _ in range(5):
        command = [sys.executable, "-c", _MEASURED, str(folder), language, territory]
        kib, ms = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        runs.append((int(kib) / 1024, float(ms)))
    return Cost(max(mib for mib, _ in runs), min(ms for _, ms in runs))


def _whole(language: str, folder: Path) -> bytes:
    """The catalogue with English where it lacks a message, so that it is as large as it is going to be."""
    catalogue = translations.catalogue(language)
    for message in catalogue:
        if message.id and not translations.is_translated(message):
            english = translations.key(message)[1:]
            forms = translations.forms(message)
            message.string = tuple(english[:1]) * len(forms) if len(english) > 1 else english[0]
    place = folder / f"{language}.po"
    place.write_text(translations.text(catalogue, language), "utf-8")
    return compiled(place)


def main() -> None:
    """Print the table."""
    print(f"At most {MOST_MIB} MiB and {MOST_MS} ms are allowed.")
    with tempfile.TemporaryDirectory() as folder:
        for language, territory in (("en", ""), ("en", "en_US"), ("de", "de_DE"), ("uk", "uk_UA"), ("ja", "ja_JP")):
            found = cost(language, territory, Path(folder))
            size = len(list(cldr.FOLDER.glob(f"{language}.po"))) and translations.completeness(language)[1]
            print(f"{territory or language:8}{found.mib:6.2f} MiB {found.ms:6.2f} ms  {size or 'no'} messages")


if __name__ == "__main__":
    main()
