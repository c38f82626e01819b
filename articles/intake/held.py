"""Which articles an archive's lines are about that are here already."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from articles.intake.archive import Record, pk_of_own_id
from articles.models import Article, ImportedPage
from articles.text.normalize import identity_key


def key_of(name: str) -> str:
    """The key of the ImportedPage of an archive's id."""
    return "archive:" + hashlib.sha256(name.encode()).hexdigest()[:56]


def imported(keys: Iterable[str]) -> Iterable[tuple[str, int, str]]:
    """Those of `keys` that were imported before: key, article, and the digest of what was stored then."""
    return ImportedPage.objects.filter(key__in=list(keys)).values_list("key", "article_id", "digest")


def articles_here(records: list[Record], known: dict[str, int]) -> dict[str, Article]:
    """The articles that are here, by the id that a record has for them.

    Known are those that were imported under that id, those that have it as their own, and those that our
    export called by their number: these must have the headline too, since another newsroom's are
    numbered like ours.
    """
    pks = {record.id: known[key_of(record.id)] for record in records if key_of(record.id) in known}
    found = dict(_by_pk(pks))
    others = [record for record in records if record.id not in found]
    found |= {
        article.external_id: article for article in Article.objects.called([record.id for record in others])
    }
    numbered = {
        record.id: pk for record in others if record.id not in found and (pk := pk_of_own_id(record.id))
    }
    headlines = {record.id: identity_key(record.own["headline"]) for record in others}
    found |= {
        name: article
        for name, article in _by_pk(numbered)
        if not article.external_id and article.headline_key == headlines[name]
    }
    return found


def _by_pk(pks: dict[str, int]) -> Iterable[tuple[str, Article]]:
    articles = Article.objects.in_bulk(list(pks.values())) if pks else {}
    return ((name, articles[pk]) for name, pk in pks.items() if pk in articles)
