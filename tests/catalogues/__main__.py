"""Makes, checks and fills the files of the languages.

python -m tests.catalogues --write [LANG …]    make template, formats and all catalogues, or these, fresh, and compile
python -m tests.catalogues --check             say which are not, what is wrong, and how much is translated
python -m tests.catalogues --todo LANG [N]     print what is not translated as JSON, the first N
python -m tests.catalogues --fill LANG FILE    take translations from such a file, filled in, or from another .po
"""

import json
import sys
from pathlib import Path

from tests.catalogues import cldr, messages, translations
from tests.catalogues.compile import compile_beside


def write(languages: list[str]) -> int:
    """Make everything fresh."""
    for path, text in cldr.files().items():
        path.write_text(text, "utf-8")
    translations.write(languages or translations.TRANSLATED)
    compile_beside(cldr.FOLDER)
    return report()


def check() -> int:
    """Say what is not in order."""
    faults = [
        *messages.faults(),
        *(f"{name} is not fresh" for name in (*cldr.stale(cldr.files()), *translations.stale())),
    ]
    faults += [fault for language in translations.TRANSLATED for fault in translations.faults(language)]
    for fault in faults:
        print(fault)
    report()
    return int(bool(faults))


def report() -> int:
    """Say how much is translated, and what reads as in English."""
    for language in translations.TRANSLATED:
        done, of = translations.completeness(language)
        same = translations.identical(language)
        print(f"{language}: {done} of {of} translated ({100 * done // max(of, 1)}%), {len(same)} as in English: {same}")
    return 0


match sys.argv[1:]:
    case ["--write", *languages]:
        sys.exit(write(languages))
    case ["--check"]:
        sys.exit(check())
    case ["--todo", language, *most]:
        left = translations.to_do(language)[: int(most[0]) if most else None]
        print(json.dumps(left, ensure_ascii=False, indent=1))
    case ["--fill", language, path]:
        refused = translations.fill(language, Path(path))
        compile_beside(cldr.FOLDER)
        print(*refused, sep="\n")
        done, of = translations.completeness(language)
        print(f"{language}: {done} of {of} translated")
        sys.exit(int(bool(refused)))
    case _:
        sys.exit(__doc__)
