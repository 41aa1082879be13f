"""Where the stories about processes of the program's own take place."""

from tests.cli.conftest import session as session
