"""House style, switched off per finding."""

from __future__ import annotations

from typing import Any

from articles.models import Article, SilencedFinding


def silenced_in(article: Article) -> frozenset[str]:
    """Keys of the findings that editors let stand in `article`, which need not be stored; one query."""
    if not article.pk:
        return frozenset()
    return frozenset(article.silenced_findings.values_list("key", flat=True))


def silence(article: Article, key: str, by: Any) -> None:
    """Let the finding with this key stand in `article` from now on; again changes nothing."""
    SilencedFinding.objects.get_or_create(article=article, key=key, defaults={"by": by})


def recall(article: Article) -> None:
    """Have all that was silenced in `article` shown again."""
    article.silenced_findings.all().delete()
