"""Asks for pages as gunicorn would: the WSGI application with a real environ, in this process."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser
from importlib import import_module
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes, urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.core.handlers.wsgi import WSGIHandler

from articles.bench.generate import MARK

Environ = dict[str, Any]
_CSRF_SECRET = "b" * 32


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes


class Client:
    """Makes requests and sends them. The two are apart, so that only the sending is measured."""

    def __init__(self) -> None:
        self._application = WSGIHandler()
        self._scheme = "https" if settings.SECURE_SSL_REDIRECT else "http"
        first = settings.ALLOWED_HOSTS[0]
        self._host = "localhost" if first == "*" else first.lstrip(".")
        self._cookies = ""

    def log_in(self) -> None:
        """From now on, ask as a superuser of the bench's own, who has no password."""
        user, _ = get_user_model().objects.get_or_create(
            username=f"{MARK}editor", defaults={"is_staff": True, "is_superuser": True, "password": "!"}
        )
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.set_expiry(24 * 3600)
        session.save()
        self._cookies = (
            f"{settings.SESSION_COOKIE_NAME}={session.session_key}; "
            f"{settings.CSRF_COOKIE_NAME}={_CSRF_SECRET}"
        )

    def get(self, address: str) -> Environ:
        path, _, query = address.partition("?")
        return {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),  # as PEP 3333 wants it
            "QUERY_STRING": query,
            "SERVER_PROTOCOL": "HTTP/1.1",
            "SERVER_NAME": self._host,
            "SERVER_PORT": "443" if self._scheme == "https" else "80",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": self._host,
            "HTTP_ACCEPT": "*/*",
            "HTTP_COOKIE": self._cookies,
            "wsgi.url_scheme": self._scheme,
            "wsgi.input": BytesIO(),
        }

    def post(self, address: str, fields: list[tuple[str, str]]) -> Environ:
        data = urlencode([*fields, ("csrfmiddlewaretoken", _CSRF_SECRET)]).encode()
        return self.get(address) | {
            "REQUEST_METHOD": "POST",
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(data)),
            "HTTP_ORIGIN": f"{self._scheme}://{self._host}",
            "wsgi.input": BytesIO(data),
        }

    def send(self, environ: Environ) -> Answer:
        """The whole answer, the connection to the database given back as after each request of a worker."""
        lines: list[str] = []

        def start_response(status: str, headers: list[tuple[str, str]], *_: object) -> Any:
            lines.append(status)

        response = self._application(environ, start_response)
        try:
            body = b"".join(response)
        finally:
            response.close()
        return Answer(int(lines[0].split()[0]), body)


def form_fields(page: bytes) -> list[tuple[str, str]]:
    """What a browser would send back of the article form in `page` if nothing was changed in it."""
    reader = _FormReader()
    reader.feed(page.decode())
    return reader.fields


class _FormReader(HTMLParser):
    """Reads the form whose fields include a headline: the desk has others (log out, language) around it."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: list[tuple[str, str]] = []
        self._form: list[tuple[str, str]] = []
        self._text: list[str] | None = None  # of the textarea that is open
        self._options: list[tuple[str, bool]] = []  # of the last select: value, whether it is selected
        self._open: dict[str, str | None] = {}  # attributes of the last textarea or select

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        name, value = said.get("name") or "", said.get("value") or ""
        if tag == "form":
            self._form = []
        elif tag == "input" and name and "disabled" not in said:
            kind = said.get("type") or "text"
            if kind in ("checkbox", "radio"):
                if "checked" in said:
                    self._form.append((name, value or "on"))
            elif kind not in ("submit", "button", "reset", "image", "file"):
                self._form.append((name, value))
        elif tag == "textarea":
            self._open, self._text = said, []
        elif tag == "select":
            self._open, self._options = said, []
        elif tag == "option":
            self._options.append((value, "selected" in said))

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        name = self._open.get("name") or ""
        if tag == "textarea" and self._text is not None:
            # HTML drops one line break after <textarea>.
            self._form.append((name, "".join(self._text).removeprefix("\r").removeprefix("\n")))
            self._text = None
        elif tag == "select":
            chosen = [value for value, selected in self._options if selected]
            if not chosen and "multiple" not in self._open:
                chosen = [value for value, _ in self._options[:1]]
            self._form += [(name, value) for value in chosen]
        elif tag == "form" and any(name == "headline" for name, _ in self._form):
            self.fields = [pair for pair in self._form if pair[0] != "csrfmiddlewaretoken"]
