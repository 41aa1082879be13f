"""Where do the stories about others take place?"""

from tests.cli.conftest import session

__all__ = ["session"]
