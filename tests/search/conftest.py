from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from articles.models import Article
from articles.search.engine import Answer, Asked, search
from articles.search.indexing import index
from articles.search.query import parse
from articles.search.results import scope
from tests import factories


@pytest.fixture
def story(db: None) -> Callable[..., Article]:
    """Makes a published story that search knows."""

    def make(headline: str, **fields: Any) -> Article:
        made = factories.article(headline=headline, **fields)
        index([made])
        return made

    return make


@pytest.fixture
def find(db: None) -> Callable[[str], Answer]:
    """What readers find, without the page around it."""

    def ask(text: str) -> Answer:
        query = parse(text)
        return search(Asked(query, scope(query)))

    return ask
