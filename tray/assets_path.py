"""Where do the files lie that are no code? Beside the package in a checkout, within it once installed."""

from pathlib import Path


def asset(name: str) -> Path:
    """The file of that name among the assets; that it is there is the caller's to check."""
    package = Path(__file__).parent
    installed = package / "assets"
    return (installed if installed.is_dir() else package.parent / "assets") / name
