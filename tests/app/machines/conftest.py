"""Where the stories about several machines take place."""

from tests.cli.conftest import nowhere as nowhere
from tests.desktop.conftest import reactor as reactor
