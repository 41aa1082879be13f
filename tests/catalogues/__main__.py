"""Makes the files of the languages fresh, or says which are not: ``python -m tests.catalogues --write|--check``."""

import sys

from tests.catalogues import cldr

fresh = cldr.files()
if sys.argv[1:] == ["--write"]:
    for path, text in fresh.items():
        path.write_text(text, "utf-8")
elif sys.argv[1:] == ["--check"]:
    if old := cldr.stale(fresh):
        sys.exit(f"Not fresh: {', '.join(old)}. Write them anew by `python -m tests.catalogues --write`.")
else:
    sys.exit(__doc__)
