"""What fills a whole X11 screen in tests? A window without anything in it, until its program is killed."""

import signal

from Xlib import Xatom
from Xlib.display import Display


def _main() -> None:
    display = Display()
    screen = display.screen()
    window = screen.root.create_window(0, 0, 200, 100, 0, screen.root_depth, background_pixel=0)
    state, whole = (display.intern_atom(f"_NET_WM_STATE{what}") for what in ("", "_FULLSCREEN"))
    window.change_property(state, Xatom.ATOM, 32, [whole])
    window.set_wm_class("film", "Film")
    window.map()
    display.sync()
    signal.pause()


if __name__ == "__main__":
    _main()
