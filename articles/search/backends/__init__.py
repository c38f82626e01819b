"""One small interface over two databases (base.py); which one, the connection says."""

from __future__ import annotations

from django.db import connection

from articles.search.backends.base import Backend
from articles.search.backends.postgresql import PostgreSQL
from articles.search.backends.sqlite import SQLite


def backend() -> Backend:
    """Search on the database that is in use."""
    return SQLite() if connection.vendor == "sqlite" else PostgreSQL()
