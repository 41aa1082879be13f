"""Lets nobody open a pipe on Windows but who runs this program; the standard library's own let everybody read."""

import sys

if sys.platform == "win32":
    import _winapi
    import ctypes
    from ctypes import wintypes
    from multiprocessing.connection import PipeListener  # type: ignore[attr-defined]  # typeshed does not know it

    from tray.errors import DesktopError

    _BUFFER = 65536
    _ANY_NUMBER = 255
    _REJECT_REMOTE = 0x8
    _QUERY, _USER, _REVISION = 0x8, 1, 1
    _security = ctypes.WinDLL("advapi32", use_last_error=True)
    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel.GetCurrentProcess.restype = wintypes.HANDLE
    _security.OpenProcessToken.argtypes = (wintypes.HANDLE, wintypes.DWORD, wintypes.LPVOID)
    _security.ConvertSidToStringSidW.argtypes = (wintypes.LPVOID, wintypes.LPVOID)
    _security.GetTokenInformation.argtypes = (
        wintypes.HANDLE,
        ctypes.c_int,
        wintypes.LPVOID,
        wintypes.DWORD,
        wintypes.LPVOID,
    )

    class _Attributes(ctypes.Structure):
        """SECURITY_ATTRIBUTES."""

        _fields_ = (("length", wintypes.DWORD), ("descriptor", wintypes.LPVOID), ("inherited", wintypes.BOOL))

    class OwnListener(PipeListener):  # type: ignore[misc]
        """Makes each pipe with an access list of one entry: this user. Raises OSError when the name is taken."""

        def __init__(self, address: str) -> None:
            self._attributes = _for_this_user_only()
            super().__init__(address)

        def _new_handle(self, first: bool = False) -> int:
            open_mode = _winapi.PIPE_ACCESS_DUPLEX | _winapi.FILE_FLAG_OVERLAPPED
            if first:
                # Else somebody could have made a pipe of this name before, and listen to what is said to us.
                open_mode |= _winapi.FILE_FLAG_FIRST_PIPE_INSTANCE
            pipe_mode = _winapi.PIPE_TYPE_MESSAGE | _winapi.PIPE_READMODE_MESSAGE | _winapi.PIPE_WAIT | _REJECT_REMOTE
            access = ctypes.addressof(self._attributes)
            return _winapi.CreateNamedPipe(
                self._address, open_mode, pipe_mode, _ANY_NUMBER, _BUFFER, _BUFFER, 0, access
            )

    def _for_this_user_only() -> _Attributes:
        descriptor = wintypes.LPVOID()
        # Protected, so that nothing is inherited; one entry that allows all to one user.
        text = f"D:P(A;;GA;;;{_user()})"
        _must(
            _security.ConvertStringSecurityDescriptorToSecurityDescriptorW(
                text, _REVISION, ctypes.byref(descriptor), None
            )
        )
        return _Attributes(ctypes.sizeof(_Attributes), descriptor, False)

    def _user() -> str:
        """The security identifier of whoever runs this program."""
        token = wintypes.HANDLE()
        _must(_security.OpenProcessToken(_kernel.GetCurrentProcess(), _QUERY, ctypes.byref(token)))
        found = ctypes.create_string_buffer(256)
        length = wintypes.DWORD()
        _must(_security.GetTokenInformation(token, _USER, found, len(found), ctypes.byref(length)))
        identifier = ctypes.cast(found, ctypes.POINTER(ctypes.c_void_p))[0]
        text = wintypes.LPWSTR()
        _must(_security.ConvertSidToStringSidW(identifier, ctypes.byref(text)))
        return str(text.value)

    def _must(done: int) -> None:
        if not done:
            raise DesktopError(f"Windows refused to protect the pipe: {ctypes.FormatError(ctypes.get_last_error())}")
