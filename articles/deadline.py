"""HTTP requests that end in time, however slowly they are answered: one byte now and then is no progress."""

from __future__ import annotations

import socket
from functools import partial
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from io import BufferedReader, RawIOBase
from time import monotonic
from typing import Any
from urllib.request import HTTPHandler, HTTPSHandler, Request


def _left(end: float) -> float:
    """Seconds until `end`; TimeoutError when it has come."""
    if (left := end - monotonic()) <= 0:
        raise TimeoutError("timed out")
    return left


class _Reader(RawIOBase):
    """What comes over a socket until `end`. Each read waits for what is left of the time, and no longer."""

    def __init__(self, sock: socket.socket, raw: RawIOBase, end: float) -> None:
        self._sock, self._raw, self._end = sock, raw, end

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._sock.settimeout(_left(self._end))
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Response(HTTPResponse):
    def __init__(self, sock: socket.socket, *args: Any, end: float, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self.fp = BufferedReader(_Reader(sock, self.fp.detach(), end))


class _Connection(HTTPConnection):
    """Its `timeout` is that of the whole exchange. (What one call waits for, as sending and the beginning of
    TLS do, Python ends after the timeout of the socket, however it goes on.)"""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._end = monotonic() + (self.timeout or 0)
        self.response_class = partial(_Response, end=self._end)  # type: ignore[assignment]
        self._create_connection = self._reach

    def connect(self) -> None:
        super().connect()
        self.sock.settimeout(_left(self._end))

    def send(self, data: Any) -> None:
        if self.sock:
            self.sock.settimeout(_left(self._end))
        super().send(data)

    def _reach(self, address: tuple[str, int], *_args: Any) -> socket.socket:
        """Connects to the first address of a host that answers. (Python's own gives each all the time.)"""
        error = OSError(f"no address of {address[0]}")
        for *_kind, where in socket.getaddrinfo(*address, type=socket.SOCK_STREAM):
            try:
                return socket.create_connection((str(where[0]), int(where[1])), _left(self._end))
            except OSError as refused:
                error = refused
        raise error


class _TLSConnection(HTTPSConnection, _Connection):
    """The same over TLS."""


class PlainHandler(HTTPHandler):
    """For an opener whose `timeout` is to be that of the whole exchange."""

    def http_open(self, req: Request) -> HTTPResponse:
        return self.do_open(_Connection, req)


class TLSHandler(HTTPSHandler):
    """The same for https."""

    def https_open(self, req: Request) -> HTTPResponse:
        return self.do_open(_TLSConnection, req, context=self._context)  # type: ignore[attr-defined]
