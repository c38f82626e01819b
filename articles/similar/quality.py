"""Lists for scoring: what every article would get from its text alone, by the ids of the archive."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import batched

from articles.models import Article
from articles.similar.lists import similar_to
from articles.similar.profiles import read_all

_BATCH = 200


def ranked(external_ids: list[str] | None = None) -> Iterator[tuple[str, list[str]]]:
    """External id of each article (of all that have one, or of these) and those of its similar stories.

    Computed as at publication, without what editors or imports chose; nothing is stored.
    """
    articles = Article.objects.published().exclude(external_id="")
    id_of = dict(articles.values_list("pk", "external_id"))
    wanted = id_of.keys() if external_ids is None else _keys(id_of, external_ids)
    for some in batched(wanted, _BATCH):
        found = list(Article.objects.filter(pk__in=some).order_by("pk"))
        readings = read_all(found)
        for article in found:
            alike, _ = similar_to(article, readings[article.pk])
            yield id_of[article.pk], [id_of[one.pk] for one in alike if one.pk in id_of]


def _keys(id_of: dict[int, str], external_ids: list[str]) -> list[int]:
    wanted = set(external_ids)
    return [pk for pk, external_id in id_of.items() if external_id in wanted]
