"""With a real hub between: a subscriber gets a story that is published, signed, without asking."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import urlopen

import pytest

from articles.workflow import acts
from tests import factories
from tests.feeds.rules import faults_of_atom

SECRET = "سر بيننا"
PATIENCE = 60  # seconds; no test fails because the machine is busy


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[str]:
    """The address of a hub that runs."""
    command = [sys.executable, "-m", "tests.announcing.hub", str(tmp_path / "hub.sqlite3")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    yield process.stdout.readline().strip()
    process.terminate()
    process.communicate()


class Subscriber:
    """Somebody with a server at `url`, who is verified as WebSub says, and gets what the hub sends."""

    def __init__(self) -> None:
        self.verified: Queue[str] = Queue()
        self.got: Queue[tuple[Any, bytes]] = Queue()
        subscriber = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked = parse_qs(urlsplit(self.path).query)
                self._answer(asked["hub.challenge"][0].encode())
                subscriber.verified.put(asked["hub.topic"][0])

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                self._answer(b"")
                subscriber.got.put((self.headers, body))

            def _answer(self, body: bytes) -> None:
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: Any) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}/callback"
        self.thread = Thread(target=self.http.serve_forever)
        self.thread.start()

    def subscribe(self, hub: str, topic: str) -> None:
        form = {"hub.mode": "subscribe", "hub.topic": topic, "hub.callback": self.url, "hub.secret": SECRET}
        with urlopen(hub, urlencode(form).encode(), timeout=PATIENCE) as answer:
            assert answer.status == 202
        assert self.verified.get(timeout=PATIENCE) == topic

    def stop(self) -> None:
        self.http.shutdown()
        self.thread.join()
        self.http.server_close()


@pytest.fixture
def subscriber() -> Iterator[Subscriber]:
    made = Subscriber()
    yield made
    made.stop()


def discover(address: str) -> tuple[str, str]:
    """The hub and the topic that a feed names in its Link header (WebSub, section 4)."""
    with urlopen(address, timeout=PATIENCE) as answer:
        links = {rel: url for url, rel in re.findall(r'<([^>]*)>; rel="(\w+)"', answer.headers["Link"])}
    return links["hub"], links["self"]


def signed(headers: Any, body: bytes) -> bool:
    method, signature = headers["X-Hub-Signature"].split("=")
    return signature == hmac.new(SECRET.encode(), body, getattr(hashlib, method)).hexdigest()


@pytest.mark.parametrize("form", ["atom", "json"])
def test_a_subscriber_gets_what_is_published_and_that_it_is_withdrawn(
    live_server, settings, hub, subscriber, form
):
    settings.SITE_URL, settings.WEBSUB_HUBS = live_server.url, [hub]
    chief = factories.user(role="رئيس تحرير")
    section = factories.section("اقتصاد")
    story = factories.article(headline="رصيف جديد", section=section, status="draft", published_at=None)
    named, topic = discover(f"{live_server.url}{section.get_absolute_url()}feed.{form}")
    assert named == hub
    subscriber.subscribe(named, topic)

    acts.publish(story.pk, chief)
    headers, body = subscriber.got.get(timeout=PATIENCE)
    assert signed(headers, body)
    assert 'rel="hub"' in headers["Link"]
    assert "رصيف جديد" in body.decode()
    if form == "atom":
        assert faults_of_atom(body) == []

    acts.withdraw(story.pk, chief, "لم يثبت الخبر.")
    headers, body = subscriber.got.get(timeout=PATIENCE)
    assert signed(headers, body)
    assert "لم يثبت الخبر." in body.decode()
    assert "رصيف جديد" not in body.decode()
    if form == "json":
        assert json.loads(body)["hubs"] == [{"type": "WebSub", "url": hub}]
