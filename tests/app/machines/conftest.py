"""Where the stories about several machines take place."""

from tests.cli.conftest import nowhere as nowhere
from tests.cli.conftest import session as session
from tests.desktop.conftest import reactor as reactor
from tests.store.machines.conftest import folder as folder
