"""A WebSub hub as a process of its own: python -m tests.announcing.hub FILE. It says its address and serves.

It is Flask-WebSub's: subscriptions with verified intent in the SQLite FILE, content fetched and signed. Its
tasks want Celery, and are threads here; where publishers say hub.url it knows hub.topic alone.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from threading import Thread
from types import SimpleNamespace
from typing import Any

from flask import Flask, request
from flask_websub.hub import Hub, SQLite3HubStorage
from werkzeug.serving import make_server


class Threads:
    """As much of Celery as the hub uses."""

    def task(self, function: Callable[..., None] | None = None, bind: bool = False, **_options: Any) -> Any:
        def later(function: Callable[..., None]) -> Any:
            before = [SimpleNamespace(request=SimpleNamespace(retries=0), retry=_give_up)] if bind else []
            return SimpleNamespace(delay=lambda *args: Thread(target=function, args=(*before, *args)).start())

        return later(function) if function else later


def _give_up(countdown: float) -> None:
    raise RuntimeError("the subscriber did not take it")


def application(path: str) -> Flask:
    """The hub at /hub."""
    app = Flask(__name__)
    hub = Hub(SQLite3HubStorage(path), Threads())

    @app.before_request
    def publish() -> tuple[str, int] | None:
        if request.form.get("hub.mode") != "publish":
            return None
        for topic in request.form.getlist("hub.url"):
            hub.send_change_notification.delay(topic)
        return "", 204

    app.register_blueprint(hub.build_blueprint(url_prefix="/hub"))
    return app


if __name__ == "__main__":
    server = make_server("127.0.0.1", 0, application(sys.argv[1]), threaded=True)
    print(f"http://127.0.0.1:{server.port}/hub", flush=True)  # noqa: T201 - for who started it
    server.serve_forever()
