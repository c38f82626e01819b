"""A server of our own that stands in the place of one outside."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext
from threading import Event, Thread
from time import sleep
from types import SimpleNamespace
from typing import Any


@dataclass
class Server:
    """Remembers what it was asked and gives the answers that a test prepared, then success."""

    url: str = ""
    asked: list[SimpleNamespace] = field(default_factory=list)
    answers: list[tuple[int, bytes]] = field(default_factory=list)
    leads_to: str = ""  # where its redirects lead
    hangs: Event | None = None
    lies: bytes = b""  # said instead of HTTP
    drips: bytes = b""  # said then byte by byte, until the other end has had enough


@contextmanager
def serving(tls: SSLContext | None = None) -> Iterator[Server]:
    """A server on this machine, until the block ends; with `tls` over https."""
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            state.asked.append(
                SimpleNamespace(method=self.command, path=self.path, headers=self.headers, body=body)
            )
            if state.hangs:
                state.hangs.wait(10)
            if state.lies:
                self.wfile.write(state.lies)
            if state.drips:
                self.drip(state.drips)
            if state.lies or state.drips:
                return
            status, said = state.answers.pop(0) if state.answers else (200, b'{"success": true}')
            self.send_response(status)
            self.send_header("Content-Length", str(len(said)))
            self.send_header("Location", state.leads_to or f"{state.url}elsewhere")
            self.end_headers()
            self.wfile.write(said)

        def drip(self, said: bytes) -> None:
            with suppress(OSError):
                for n in range(len(said)):
                    self.wfile.write(said[n : n + 1])
                    sleep(0.01)

        do_PURGE = do_POST = do_GET = answer

        def log_message(self, *args: Any) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if tls:
        http.socket = tls.wrap_socket(http.socket, server_side=True)
    state.url = f"{'https' if tls else 'http'}://127.0.0.1:{http.server_port}/"
    thread = Thread(target=http.serve_forever)
    thread.start()
    yield state
    http.shutdown()
    thread.join()
    http.server_close()
