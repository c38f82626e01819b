"""Pages of a listing, deep and near."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from articles.models import Article
from articles.pagination import Cursor, Listing
from tests import factories

pytestmark = pytest.mark.django_db
STEPS = 20


def steps(act: Callable[[], object]) -> int:
    """How often SQLite went through STEPS instructions of its machine meanwhile."""
    taken: list[int] = []
    connection.connection.set_progress_handler(lambda: taken.append(1), STEPS)
    act()
    connection.connection.set_progress_handler(None, 0)
    return len(taken)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="counts the steps of SQLite")
def test_deep_page_walks_no_further_than_the_first_one():
    """SQLite begins at the first bound of a column that a statement has, which was «until now»."""
    model, now = factories.article(), timezone.now()
    Article.objects.bulk_create(
        Article(
            headline=f"خبر {number}",
            headline_key=f"خبر {number}",
            slug=f"خبر-{number}",
            section=model.section,
            source=model.source,
            status="published",
            published_at=now - timedelta(minutes=number),
        )
        for number in range(1, 601)
    )
    listing = Listing(lambda at, section: Article.objects.published(at).filter(section=section))
    deep = Cursor(True, now - timedelta(minutes=550), 10**9)

    def of(cursor: str | None) -> int:
        listing.page(cursor, section=model.section_id)  # prepares the statement
        return steps(lambda: listing.page(cursor, section=model.section_id))

    near = of(None)
    assert near
    assert of(str(deep)) < 1.5 * near
    assert listing.page(str(deep), section=model.section_id).articles[0].headline == "خبر 550"
