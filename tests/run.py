"""Runs the tests on SQLite, then the same tests on PostgreSQL.

Where no PostgreSQL answers, the second run is skipped and says why; with REQUIRE_SERVICES=1 that is a
failure. TEST_POSTGRES_URL names the server; the database there is made for the tests and dropped.
Arguments go to pytest.
"""

import os
import subprocess
import sys

import psycopg

POSTGRES_URL = os.environ.get("TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/newsroom")


def pytest(title: str, database_url: str) -> int:
    """Run pytest with that database; its exit status."""
    print(f"\n== Tests on {title} ==", flush=True)
    environment = {**os.environ, "DATABASE_URL": database_url, "DEBUG": "1"}
    return subprocess.call([sys.executable, "-m", "pytest", *sys.argv[1:]], env=environment)


def postgres_refusal() -> str:
    """Why PostgreSQL cannot be used, in one line; "" when it can."""
    server = POSTGRES_URL.rpartition("/")[0] + "/postgres"
    try:
        psycopg.connect(server, connect_timeout=3).close()
    except psycopg.OperationalError as error:
        return str(error).splitlines()[0]
    return ""


def main() -> int:
    status = pytest("SQLite", "sqlite:///var/test.sqlite3")
    if refusal := postgres_refusal():
        print(f"\n== Tests on PostgreSQL skipped: {refusal} (TEST_POSTGRES_URL names another server) ==")
        return status or int(os.environ.get("REQUIRE_SERVICES") == "1")
    return pytest("PostgreSQL", POSTGRES_URL) or status


if __name__ == "__main__":
    sys.exit(main())
