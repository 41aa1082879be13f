"""A tray and a notifier that last, while the real ones behind them are exchanged for others."""

from collections.abc import Callable

from tray.ports import Media, Notifier, Tray
from tray.view.tray.face import Face, Notice


class LastingTray:
    """Fulfils ``ports.Tray``; what it shows moves on to the next tray when one goes."""

    def __init__(self) -> None:
        self.inner: Tray | None = None
        self._face: Face | None = None

    @property
    def name(self) -> str:
        """That of the tray that serves."""
        return self.inner.name if self.inner else "none"

    def serve(self, inner: Tray | None) -> None:
        """Show what is shown through ``inner`` from now on."""
        self.inner = inner
        if inner and self._face:
            inner.show(self._face)

    def show(self, face: Face) -> None:
        """Show ``face`` now, and to whoever serves later."""
        self._face = face
        if self.inner:
            self.inner.show(face)

    def hosted(self) -> bool | None:
        """Whether something shows it."""
        return self.inner.hosted() if self.inner else False

    def close(self) -> None:
        """Take the icon away."""
        if self.inner:
            self.inner.close()
        self.inner = None


class LastingNotifier:
    """Fulfils ``ports.Notifier``; lasting notices move on to the next notifier when one goes."""

    def __init__(self) -> None:
        self.inner: Notifier | None = None
        self._lasting: dict[str, Notice] = {}
        self._used: set[str] = set()

    @property
    def name(self) -> str:
        """That of the notifier that serves."""
        return self.inner.name if self.inner else "none"

    def serve(self, inner: Notifier | None) -> None:
        """Show what lasts through ``inner`` from now on."""
        self.inner = inner
        if inner:
            for slot, notice in self._lasting.items():
                inner.show(slot, notice)

    def show(self, slot: str, notice: Notice) -> None:
        """Show ``notice``."""
        self._used.add(slot)
        self._lasting.pop(slot, None)
        if notice.lasting:
            self._lasting[slot] = notice
        if self.inner:
            self.inner.show(slot, notice)

    def close(self, slot: str) -> bool:
        """Take away what ``slot`` holds."""
        waited = self._lasting.pop(slot, None) is not None
        return self.inner.close(slot) if self.inner else waited

    def close_all(self) -> None:
        """Take everything away that is shown, for the end of the program."""
        for slot in sorted(self._used):
            self.close(slot)

    def abilities(self) -> frozenset[str]:
        """What the server can do now."""
        return self.inner.abilities() if self.inner else frozenset()


class LastingMedia:
    """Fulfils ``ports.Media``; nobody is asked where nobody can be."""

    def __init__(self) -> None:
        self.inner: Media | None = None

    @property
    def name(self) -> str:
        """That of who serves."""
        return self.inner.name if self.inner else "none"

    def pause(self) -> None:
        """Pause what plays."""
        if self.inner:
            self.inner.pause()

    def resume(self) -> None:
        """Let play on what was paused by who serves now; those before have forgotten, as the players have perhaps."""
        if self.inner:
            self.inner.resume()


class TrayOnDisplays(LastingTray):
    """An icon on each display."""

    def __init__(self) -> None:
        super().__init__()
        self.others: dict[str, LastingTray] = {}
        """By the names of their displays."""

    def show(self, face: Face) -> None:
        """Show ``face`` on all of them."""
        super().show(face)
        for each in self.others.values():
            each.show(face)

    def add(self, name: str, tray: LastingTray) -> None:
        """Show on another display what is shown."""
        self.others[name] = tray
        if self._face:
            tray.show(self._face)

    def names(self, own_name: str | None) -> str:
        """How the icon is shown, with the displays where it is on several; ``none`` where it isn't."""
        own = "none" if self.hosted() is False else self.name
        others = [f"{each.name} ({name})" for name, each in self.others.items() if each.hosted()]
        if not others:
            return own
        return ", ".join([*([f"{own} ({own_name})" if own_name else own] if own != "none" else []), *others])


class NoticesOnDisplays(LastingNotifier):
    """Notices on the display that the person touched last."""

    def __init__(self, where: Callable[[], Notifier | None], others: Callable[[], list[Notifier]]) -> None:
        """``where`` gives the notifier of that display, None for the first one; ``others`` are all but that."""
        super().__init__()
        self._where = where
        self._others = others

    def show(self, slot: str, notice: Notice) -> None:
        """Show ``notice`` there, and nowhere else."""
        there = self._where()
        for each in self._others():
            if each is not there:
                each.close(slot)
        if there is None:
            super().show(slot, notice)
        else:
            super().close(slot)
            self._used.add(slot)
            there.show(slot, notice)

    def close(self, slot: str) -> bool:
        """Take away what ``slot`` holds, wherever that is."""
        return any([super().close(slot), *(each.close(slot) for each in self._others())])
