"""Whatever a server outside does, who gives it something is held for a known time at most."""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.request import build_opener

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from articles.announcing.listeners import Hub, IndexNow
from articles.caching.edges import Cloudflare, Fastly, Varnish
from articles.deadline import TLSHandler
from articles.outside import NotTaken, Taker
from tests.servers import serving

TAKEN = b"HTTP/1.1 200 OK\r\nServer: slow\r\nContent-Length: 17\r\n\r\n" + b'{"success": true}'
KINDS: dict[str, Callable[[str], Taker]] = {
    "hub": Hub,
    "indexnow": lambda url: IndexNow(url, "0a1b2c3d"),
    "varnish": Varnish,
    "fastly": lambda url: Fastly("s", "t", url.rstrip("/")),
    "cloudflare": lambda url: Cloudflare("z", "t", url.rstrip("/")),
}


@pytest.fixture
def _little_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.outside.TIMEOUT", 0.2)


@pytest.mark.usefixtures("_little_time")
@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_that_comes_byte_by_byte_is_given_up(server, kind):
    # In the end it would be success: only the time speaks against it.
    server.drips = TAKEN
    with pytest.raises(NotTaken, match="timed out"):
        KINDS[kind](server.url).give(["line-1"])


@pytest.mark.usefixtures("_little_time")
@pytest.mark.parametrize("said", [b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 80\r\n\r\n"])
def test_also_where_it_begins_quickly(server, said):
    server.lies, server.drips = said, b"x" * 80 if said.endswith(b"\r\n\r\n") else TAKEN[len(said) :]
    with pytest.raises(NotTaken, match="timed out"):
        Hub(server.url).give(["https://news.example/feed.rss"])


def test_one_that_is_only_slow_has_taken_it(server):
    server.drips = TAKEN
    Cloudflare("z", "t", server.url.rstrip("/")).give(["line-1"])


@pytest.mark.usefixtures("_little_time")
def test_the_addresses_of_a_host_share_the_time(server, monkeypatch):
    with ExitStack() as stack:
        full = stack.enter_context(socket.socket())
        full.bind(("127.0.0.1", 0))
        full.listen(0)  # once its queue is full, who knocks is not answered
        where = full.getsockname()
        for _ in range(4):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(where)
        living = ("127.0.0.1", int(server.url.rstrip("/").rpartition(":")[2]))
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", at) for at in [*[where] * 4, living]]
        resolve = socket.getaddrinfo

        def addresses(host: Any, *args: Any, **kwargs: Any) -> Any:
            return found if host == "hub.example" else resolve(host, *args, **kwargs)

        monkeypatch.setattr(socket, "getaddrinfo", addresses)
        with pytest.raises(NotTaken, match="timed out"):
            Hub("http://hub.example/").give(["https://news.example/feed.rss"])
    assert not server.asked


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Of this machine, with its key."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    here, now = x509.IPAddress(ipaddress.ip_address("127.0.0.1")), datetime.now(UTC)
    built = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    built = built.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    built = built.add_extension(x509.SubjectAlternativeName([here]), critical=True)
    encoding, no = serialization.Encoding.PEM, serialization.NoEncryption()
    path = tmp_path / "certificate.pem"
    path.write_bytes(
        key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, no)
        + built.sign(key, hashes.SHA256()).public_bytes(encoding)
    )
    return path


def test_over_tls_it_is_the_same(certificate, monkeypatch):
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.load_cert_chain(certificate)
    with serving(own) as server:
        with pytest.raises(NotTaken, match="certificate verify failed"):
            Hub(server.url).give(["x"])
        trusting = ssl.create_default_context(cafile=str(certificate))
        monkeypatch.setattr("articles.outside._opener", build_opener(TLSHandler(context=trusting)))
        Hub(server.url).give(["x"])
        assert [asked.method for asked in server.asked] == ["POST"]
        server.drips = TAKEN
        monkeypatch.setattr("articles.outside.TIMEOUT", 0.2)
        with pytest.raises(NotTaken, match="timed out"):
            Hub(server.url).give(["x"])
