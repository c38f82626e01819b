"""Statements that Django writes once: pages ask the same few again and again, with other values.

To build a queryset and to compile it costs a page several times what its database needs to answer.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import datetime
from threading import local
from typing import Any

from django.db.models import (
    BigIntegerField,
    CharField,
    DateTimeField,
    Expression,
    Field,
    FloatField,
    QuerySet,
)
from django.db.models.sql.compiler import SQLCompiler

_FIELDS: dict[type, Field[Any, Any]] = {
    int: BigIntegerField(),
    float: FloatField(),
    str: CharField(),
    datetime: DateTimeField(),
}


class Prepared:
    """The queryset that `build` makes, run with new values at the cost of its SQL alone.

    `build(*shape, **asked)` gets a stand-in for each value, and a list of them for a list, to use as it would
    the value. It is called once per thread, shape and lengths of lists, so whatever differs from one run to
    the next must be among the values, and above all the present moment: ValueError when it is not. The
    values are numbers, texts and times; None is none, as it makes other SQL.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], row: Callable[[Any], Any] | None = None):
        self._build, self._row, self._kept = build, row, _Kept()

    def __call__(self, *shape: Any, **values: Any) -> list[Any]:
        """The rows, as `row` makes them."""
        lengths = ((name, len(one) if isinstance(one, list) else None) for name, one in values.items())
        rows = self._statement((shape, *lengths), values).run(values)
        return [self._row(row) for row in rows] if self._row else rows

    def _statement(self, key: tuple[Any, ...], values: Mapping[str, Any]) -> _Statement:
        statements = self._kept.statements
        if key not in statements:
            statements[key] = _Statement(lambda: self._build(*key[0], **_stand_ins(values)))
        return statements[key]


class _Kept(local):
    """The statements of a thread: Django's compilers hold its connection."""

    def __init__(self) -> None:
        self.statements: dict[Hashable, _Statement] = {}


class _Statement:
    """A queryset with its SQL."""

    def __init__(self, build: Callable[[], QuerySet[Any, Any]]) -> None:
        self._queryset = build()
        self._compiler = _compiler(self._queryset)
        self._sql, self._params = _sql(self._compiler)
        if _sql(_compiler(build())) != (self._sql, self._params):
            raise ValueError(f"it is another statement each time: a value is not asked for in {self._sql}")
        self._asked = {one.key: one for one in self._params if isinstance(one, _Asked)}
        # A queryset that runs asks its query for a compiler, and that for the SQL: both are here.
        self._queryset.query.get_compiler = lambda *_, **__: self._compiler  # type: ignore[method-assign]

    def run(self, values: Mapping[str, Any]) -> list[Any]:
        given = {key: one.of(values, self._compiler.connection) for key, one in self._asked.items()}
        params = tuple(given[one.key] if isinstance(one, _Asked) else one for one in self._params)
        self._compiler.as_sql = lambda *_, **__: (self._sql, params)  # type: ignore[method-assign]
        return list(self._queryset.all())


class _Asked(Expression):
    """Stands in a queryset for a value."""

    def __init__(self, name: str, kind: type, place: int | None = None) -> None:
        super().__init__(output_field=_FIELDS[kind])
        self.key = name, place

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        return "%s", [self]

    def of(self, values: Mapping[str, Any], connection: Any) -> Any:
        """What it stands for, as the database takes it."""
        name, place = self.key
        value = values[name] if place is None else values[name][place]
        return self.output_field.get_db_prep_value(value, connection)


def padded(values: Sequence[Any]) -> list[Any]:
    """`values` for an IN, the last repeated until there are 1, 2, 4, 8, …: so there are few statements."""
    wanted = 1 << (len(values) - 1).bit_length() if values else 0
    return [*values, *[values[-1]] * (wanted - len(values))] if values else []


def _compiler(queryset: QuerySet[Any, Any]) -> SQLCompiler:
    return queryset.query.get_compiler(using=queryset.db)


def _sql(compiler: SQLCompiler) -> tuple[str, tuple[Any, ...]]:
    return compiler.as_sql()


def _stand_ins(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: [_Asked(name, type(one), place) for place, one in enumerate(value)]
        if isinstance(value, list)
        else _Asked(name, type(value))
        for name, value in values.items()
    }
