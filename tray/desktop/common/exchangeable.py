"""A tray and a notifier that last, while the real ones behind them are exchanged for others."""

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
