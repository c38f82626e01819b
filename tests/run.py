"""Runs the tests on SQLite and, beside it, the same tests on PostgreSQL; what the second says comes after.

Where no PostgreSQL answers, its run is skipped and says why; with REQUIRE_SERVICES=1 that is a failure.
TEST_POSTGRES_URL names the server; the database there is made for the tests and dropped. Arguments go to
pytest.
"""

import os
import subprocess
import sys
import tempfile
from typing import IO

import psycopg

POSTGRES_URL = os.environ.get("TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/newsroom")


def pytest(database_url: str, output: IO[bytes] | None = None) -> subprocess.Popen[bytes]:
    """pytest at work with that database."""
    environment = {**os.environ, "DATABASE_URL": database_url, "DEBUG": "1"}
    command = [sys.executable, "-m", "pytest", *sys.argv[1:]]
    return subprocess.Popen(command, env=environment, stdout=output, stderr=output and subprocess.STDOUT)


def postgres_refusal() -> str:
    """Why PostgreSQL cannot be used, in one line; "" when it can."""
    server = POSTGRES_URL.rpartition("/")[0] + "/postgres"
    try:
        psycopg.connect(server, connect_timeout=3).close()
    except psycopg.OperationalError as error:
        return str(error).splitlines()[0]
    return ""


def main() -> int:
    refusal = postgres_refusal()
    with tempfile.TemporaryFile() as said:
        beside = None if refusal else pytest(POSTGRES_URL, said)
        print("\n== Tests on SQLite ==", flush=True)
        status = pytest("sqlite:///var/test.sqlite3").wait()
        if beside is None:
            print(f"\n== Tests on PostgreSQL skipped: {refusal} (TEST_POSTGRES_URL names another server) ==")
            return status or int(os.environ.get("REQUIRE_SERVICES") == "1")
        print("\n== Tests on PostgreSQL ==", flush=True)
        on_postgres = beside.wait()
        said.seek(0)
        sys.stdout.buffer.write(said.read())
        sys.stdout.flush()
    return status or on_postgres


if __name__ == "__main__":
    sys.exit(main())
