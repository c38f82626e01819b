"""Times the figures: rounds of requests one after another, and the medians of the rounds."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import Any

from django.conf import settings
from django.db import connection

from articles.bench.client import Client
from articles.bench.figures import Figure

FEWEST_REQUESTS, MOST_REQUESTS = 5, 1000
_WARM_UP = 4


class UnexpectedAnswer(Exception):
    """A page answered with another status than it should."""


@dataclass(frozen=True)
class Row:
    """One line of the table: times and CPU are medians over the rounds."""

    name: str
    per_second: float
    p50_ms: float
    p95_ms: float
    cpu_ms: float
    sql: int
    bytes: int
    gzip_bytes: int
    requests: int


@dataclass(frozen=True)
class _Round:
    p50_ms: float
    p95_ms: float
    cpu_ms: float


class DatabaseCpu:
    """CPU time of the database server's process for our connection, where this machine can see it.

    SQLite works in our own process. PostgreSQL's parallel workers come and go and are not seen.
    """

    def __init__(self) -> None:
        self.included = connection.vendor == "sqlite"
        self._file: Path | None = None
        if connection.vendor == "postgresql":
            connection.ensure_connection()
            process = Path("/proc") / str(connection.connection.info.backend_pid)
            try:
                # The number may be that of a process on another machine.
                if "postgres" in (process / "comm").read_text():
                    self._file = process / "schedstat"
                    self.seconds()
                    self.included = True
            except OSError:
                self._file = None

    def seconds(self) -> float:
        return int(self._file.read_text().split()[0]) / 1e9 if self._file else 0.0


def yardstick() -> float:
    """CPU ms that adding up a million squares takes here: by it the figures of two machines are compared."""
    times = []
    for _ in range(7):
        start, total = process_time(), 0
        for number in range(1_000_000):
            total += number * number
        times.append((process_time() - start) * 1000)
    return median(times)


def measure(
    client: Client, figures: list[Figure], rounds: int, seconds: float, report: Callable[[str], None]
) -> tuple[list[Row], list[str]]:
    """The rows of the table, and what was wrong with the figures that have none.

    Each round goes through all figures, so that a busy minute of the machine falls on one round of each.
    `seconds` is how long a figure may take in each.
    """
    rows, wrong = [], []
    plans = []
    for figure in figures:
        report(f"warming up: {figure.name}")
        try:
            plans.append((figure, *_look_at(client, figure, seconds)))
        except UnexpectedAnswer as error:
            wrong.append(str(error))
    measured: dict[str, list[_Round]] = {figure.name: [] for figure, *_ in plans}
    for number in range(1, rounds + 1):
        for figure, requests, *_ in plans:
            report(f"round {number} of {rounds}: {figure.name}")
            measured[figure.name].append(_measure_round(client, figure, requests))
    for figure, requests, sql, body in plans:
        of_rounds = measured[figure.name]
        p50 = median(one.p50_ms for one in of_rounds)
        rows.append(
            Row(
                name=figure.name,
                per_second=1000 / p50,
                p50_ms=p50,
                p95_ms=median(one.p95_ms for one in of_rounds),
                cpu_ms=median(one.cpu_ms for one in of_rounds),
                sql=sql,
                bytes=len(body),
                gzip_bytes=len(gzip.compress(body, 6)),
                requests=requests,
            )
        )
    return rows, wrong


def _look_at(client: Client, figure: Figure, seconds: float) -> tuple[int, int, bytes]:
    """How many requests a round has time for, how many statements one makes, and what is answered."""
    times: list[float] = []
    while len(times) < _WARM_UP and sum(times) <= seconds:
        start = perf_counter()
        _send(client, figure, figure.request())
        times.append(perf_counter() - start)
    statements: list[str] = []

    def count(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        statements.append(sql)
        return execute(sql, *rest)

    environ = figure.request()
    with connection.execute_wrapper(count):
        body = _send(client, figure, environ)
    affordable = int(seconds / min(times))
    requests = figure.requests or max(FEWEST_REQUESTS, min(MOST_REQUESTS, affordable))
    return requests, len(statements), body


def _measure_round(client: Client, figure: Figure, requests: int) -> _Round:
    database = DatabaseCpu()
    walls = []
    cpu = 0.0
    for _ in range(requests):
        environ = figure.request()
        cpu -= process_time() + database.seconds()
        start = perf_counter()
        _send(client, figure, environ)
        walls.append((perf_counter() - start) * 1000)
        cpu += process_time() + database.seconds()
    return _Round(median(walls), quantiles(walls, n=20, method="inclusive")[-1], cpu * 1000 / requests)


def _send(client: Client, figure: Figure, environ: dict[str, Any]) -> bytes:
    page = f"{environ['REQUEST_METHOD']} {environ['PATH_INFO'].encode('latin-1').decode()}"
    settings.CACHE_URL = "locmem://" if figure.kept else "off"
    answer = client.send(environ)
    if answer.status != figure.status:
        raise UnexpectedAnswer(f"{figure.name}: answered {answer.status} instead of {figure.status} ({page})")
    return answer.body
