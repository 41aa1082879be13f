"""What does a test do that cannot be run here? It is skipped and says why; in CI nothing may be missing."""

import os
from importlib.util import find_spec

import pytest


def do_without(what: str) -> None:
    """Skip the test, or the whole module, since ``what`` is not installed; with CI=true that is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"not installed: {what}")
    pytest.skip(f"not installed: {what}", allow_module_level=True)


def require_the_extra_report() -> None:
    """Do without what needs a report where none can be drawn."""
    if not all(find_spec(name) for name in ("plotly", "jinja2")):
        do_without("the extra `report`")
