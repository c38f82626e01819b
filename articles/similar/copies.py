"""Copies of one text make one story: the best of them stands in lists, the others are named on its page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from articles.events import copies_changed
from articles.models import Article
from articles.models.derived import Profile, SketchHash
from articles.models.source import SourceKind
from articles.models.status import Status
from articles.similar.parameters import COPY_CONTAINMENT, COPY_DAYS, MOST_COPIES
from articles.similar.profiles import fetched, lock, unpacked
from articles.text.similarity import containment, sketch

# Our own first, then an agency, then the papers that took it over
_RANK = {SourceKind.OWN: 0, SourceKind.AGENCY: 1}


def likeness(one: bytes | memoryview, other: bytes | memoryview) -> float:
    """Which part of the shorter text is in the longer, by their stored shingles."""
    return containment(unpacked(one), unpacked(other))


def copies_of(keys: Sequence[int]) -> defaultdict[int, list[tuple[int, float]]]:
    """For each article (by id) the ids of others that have half of its text, and how much, the most first.

    Whatever their state; four queries. For editors and imports: «91 % كما في هذا الخبر».
    """
    texts = {pk: unpacked(data) for pk, data in fetched(Profile, "article", keys, "shingles")}
    # Not from the table of sketches: it keeps no more than MOST_COPIES articles of a hash.
    sketches: defaultdict[int, list[int]] = defaultdict(list)
    for pk, text in texts.items():
        for number in sketch(text):
            sketches[number].append(pk)
    candidates: defaultdict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for number, other in fetched(SketchHash, "hash", list(sketches), "article"):
        for pk in sketches[number]:
            if pk != other:
                candidates[pk][other] += 1
    found: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
    if not candidates:
        return found
    nearest = {
        pk: sorted(found, key=found.__getitem__, reverse=True)[:MOST_COPIES]
        for pk, found in candidates.items()
    }
    wanted = {*keys, *(pk for found in nearest.values() for pk in found)}
    others_texts = fetched(Profile, "article", list(wanted - texts.keys()), "shingles")
    texts |= {pk: unpacked(data) for pk, data in others_texts}
    times = dict(fetched(Article, "pk", list(wanted), "published_at"))
    shingles = {pk: frozenset(text) for pk, text in texts.items()}
    for pk, others in nearest.items():
        for other in others:
            one, two = times.get(pk), times.get(other)
            if one and two and abs(one - two) > timedelta(days=COPY_DAYS):
                continue
            share = containment(shingles.get(pk, ()), shingles.get(other, ()))
            if share >= COPY_CONTAINMENT:
                found[pk].append((other, share))
    for rows in found.values():
        rows.sort(key=lambda row: -row[1])
    return found


def join_copies(articles: Sequence[Article]) -> None:
    """Make stories of `articles` and their copies, and choose the best of each anew. Twice changes nothing.

    Every member of a story is a copy of its best: copies of copies, which drift away, are not drawn in.
    """
    with transaction.atomic():
        lock()
        found = copies_of([article.pk for article in articles])
        story = _stories_of({article.pk for article in articles}, found)
        if not story:
            return
        rows = list(Article.objects.filter(pk__in=story).select_related("source").defer("body", "lede"))
        copies = copies_of([row.pk for row in rows])
        best: dict[int, int] = {}  # of those that are no copy of a better one: their place in the order
        changed = []
        for place, row in enumerate(sorted(rows, key=_precedence)):
            betters = [pk for pk, _ in copies[row.pk] if pk in best]
            of = min(betters, key=best.__getitem__, default=None)
            if of is None:
                best[row.pk] = place
            if row.copy_of_id != of:
                row.copy_of_id = of
                changed.append(row)
        # Those whose best is no best any more, beyond the number that is looked at
        followers: dict[int | None, int] = {row.pk: row.copy_of_id for row in changed if row.copy_of_id}
        for row in Article.objects.filter(copy_of__in=followers).only("copy_of"):
            row.copy_of_id = followers[row.copy_of_id]
            changed.append(row)
        if changed:
            Article.objects.bulk_update(changed, ["copy_of"], batch_size=500)
            copies_changed.send(Article, pks=[row.pk for row in changed])


def _stories_of(keys: set[int], copies: Mapping[int, list[tuple[int, float]]]) -> set[int]:
    """Those of `keys` that have copies or a story, those copies, and the stories that all these are in."""
    joined = {pk for found in copies.values() for pk, _ in found}
    in_stories: Iterable[Any] = Article.objects.filter(
        Q(pk__in=keys | joined, copy_of__isnull=False) | Q(copy_of__in=keys | joined)
    ).values_list("pk", "copy_of")
    for pk, best in in_stories:
        joined |= {pk, best}
    if not joined:
        return joined
    others = Article.objects.filter(copy_of__in=joined).values_list("pk", flat=True)
    return joined | {pk for pk in keys if copies.get(pk)} | set(others[: MOST_COPIES * len(keys)])


def _precedence(article: Article) -> tuple[bool, int, Any, int]:
    """The best copy sorts first: published before others, then our own, an agency's, the first.

    One that is scheduled may be the best: until its minute, ArticleQuerySet.folded shows the others.
    """
    return (
        article.status != Status.PUBLISHED,
        _RANK.get(SourceKind(article.source.kind), 2),
        article.published_at or article.created_at,
        article.pk,
    )
