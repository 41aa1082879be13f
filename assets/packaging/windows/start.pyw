"""Starts Backpressure from a folder that PyInstaller made, or one of its modules as a process of its own."""

import runpy
import sys

if __name__ == "__main__":
    if sys.argv[1:2] == ["--module"]:
        module = sys.argv[2]
        del sys.argv[1:3]
        runpy.run_module(module, run_name="__main__", alter_sys=True)
        sys.exit(0)
    from tray.cli.main import main

    sys.exit(main())
