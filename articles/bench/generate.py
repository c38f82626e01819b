"""Writes the newsroom that the bench measures: as many articles as asked for, always the same ones."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate, batched
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection, models, transaction
from django.db.models import F

from articles.bench.words import body, headline, names, prose
from articles.media.pictures import rendition_version
from articles.models import (
    Article,
    ArticleKeyword,
    Author,
    Byline,
    Correction,
    Keyword,
    KeywordSpelling,
    Photo,
    RelatedArticle,
    SearchWord,
    Section,
    Source,
)
from articles.models.correction import CorrectionKind
from articles.models.related import Origin, RelatedList
from articles.models.source import SourceKind
from articles.models.status import Status
from articles.refresh import refresh
from articles.text.normalize import identity_key
from articles.text.slugs import slugify

MARK = "bench-"  # in front of the slugs of the sections, of the bench's own user and of its picture files
LAST_DAY = datetime(2026, 1, 1, tzinfo=UTC)
DAYS = 730
SECTIONS, KEYWORDS, SOURCES, AUTHORS = 12, 2000, 40, 100
FIRST_SECTION_SHARE = 0.249
KEYWORDS_EACH, READ_ALSO_EACH, SIMILAR_EACH = 5, 3, 10
_BATCH = 500

Report = Callable[[str], None]


class ForeignDatabase(Exception):
    """The database is somebody's newsroom, or somebody's something."""


@dataclass(frozen=True)
class _Cast:
    """Primary keys of all that an article refers to."""

    sections: list[int]
    sources: list[int]
    authors: list[int]
    keywords: list[int]


def prepare(articles: int, report: Report) -> None:
    """Make the database hold exactly `articles` generated articles; ForeignDatabase when it is not ours.

    Nothing is written before that is known.
    """
    tables = connection.introspection.table_names()
    if Article._meta.db_table in tables:
        _refuse_others()
    elif tables:
        raise ForeignDatabase("holds tables of something else")
    call_command("migrate", verbosity=0)
    here = Article.objects.count()
    if here == articles:
        report(f"the database holds the {here:,} articles asked for")
        return
    if here:
        report(f"the database holds {here:,} bench articles, {articles:,} are asked for: making them anew")
    with transaction.atomic():
        _clear()
        _write(articles, report)
    _analyze()


def _refuse_others() -> None:
    """ForeignDatabase when there is any article, or anything before our own, that the bench did not make."""
    if Article.objects.exclude(section__slug__startswith=MARK).exists():
        raise ForeignDatabase("holds articles that the bench did not make")
    if Section.objects.filter(slug__startswith=MARK).exists():
        return
    for model in (Section, Source, Author, Keyword, Photo, get_user_model()):
        if model._default_manager.exists():
            raise ForeignDatabase(f"holds {model._meta.db_table} rows that the bench did not make")


def _clear() -> None:
    """Delete the articles with all that points to them; sections, keywords and people are the same again."""
    for relation in Article._meta.related_objects:
        if not relation.many_to_many:
            _delete_all(relation.related_model)
    _delete_all(Article)
    _delete_all(Photo)
    _delete_all(SearchWord)


def _delete_all(model: Any) -> None:
    """One DELETE, past the collector: it would load each of the rows and look for others behind it."""
    model._base_manager.all()._raw_delete(connection.alias)


def _write(count: int, report: Report) -> None:
    rng = random.Random(1)
    cast = _write_cast(rng)
    photos = _insert(_photos(rng, count // 3), 2000)
    articles: list[int] = []
    stories = _stories(rng, count, cast, photos)
    for batch in batched(stories, _BATCH):
        articles += _insert(batch, _BATCH)
        if len(articles) % 5000 < _BATCH:
            report(f"{len(articles):,} of {count:,} articles")
    # They were not all saved a moment ago: the desk lists by this.
    Article.objects.update(created_at=F("published_at"), updated_at=F("published_at"))
    report("keywords, bylines and corrections")
    for rows in (
        _keyword_links(rng, articles, cast),
        _bylines(rng, articles, cast),
        _corrections(rng, articles),
    ):
        _insert(rows, 5000)
    for links in (ArticleKeyword, Byline):
        links.objects.place()
    report("read-also and similar lists")
    _insert(_related(rng, articles), 5000)
    for done, some in enumerate(batched(articles, _BATCH), start=1):
        refresh(list(Article.objects.filter(pk__in=some)))
        if done % 10 == 0:
            report(f"search, profiles and copies of {done * _BATCH:,} articles")


def _insert(rows: Iterable[models.Model], batch_size: int) -> list[int]:
    """Store `rows` (of one model) in bulk; their primary keys."""
    keys: list[int] = []
    for batch in batched(rows, batch_size):
        keys += [row.pk for row in type(batch[0])._default_manager.bulk_create(batch)]
    return keys


def _write_cast(rng: random.Random) -> _Cast:
    """Sections, sources, authors and keywords: those that are here, else new ones, the same each time."""
    section_names, source_names = names(rng, SECTIONS), names(rng, SOURCES)
    author_names, keyword_names = names(rng, AUTHORS), names(rng, KEYWORDS)
    if not Section.objects.exists():
        _write_sections(section_names)
        _insert((Author(name=name, slug=slugify(name, 100)) for name in author_names), _BATCH)
        for number, name in enumerate(source_names):
            kind = SourceKind.values[number % 4]
            Source(name=name, slug=slugify(name, 100), kind=kind, home_page="https://example.com/").save()
        keys = _insert((Keyword(name=name, slug=slugify(name, 110)) for name in keyword_names), _BATCH)
        spellings = (
            KeywordSpelling(keyword_id=pk, text=name, key=identity_key(name))
            for pk, name in zip(keys, keyword_names, strict=True)
        )
        _insert(spellings, _BATCH)
    return _Cast(*(_keys(model) for model in (Section, Source, Author, Keyword)))


def _keys(model: type[models.Model]) -> list[int]:
    return list(model._default_manager.order_by("pk").values_list("pk", flat=True))


def _write_sections(section_names: list[str]) -> None:
    """Twelve, the last two of them children of the second."""
    for number, name in enumerate(section_names, 1):
        parent = Section.objects.get(slug=f"{MARK}2") if number > SECTIONS - 2 else None
        Section(name=name, slug=f"{MARK}{number}", parent=parent, position=number).save()


def _photos(rng: random.Random, count: int) -> Iterator[Photo]:
    """Rows without files: a page writes a picture's address and size and never opens it."""
    for number in range(count):
        yield Photo(
            file=f"photos/{MARK}{number}.jpg",
            width=1600,
            height=rng.choice((900, 1067, 1200)),
            alt=headline(rng),
            caption=headline(rng),
            credit="تصوير المكتب",
            renditions=rendition_version(0.5, 0.5),
        )


def _stories(rng: random.Random, count: int, cast: _Cast, photos: list[int]) -> Iterator[Article]:
    """`count` published articles, the oldest first, spread over two years; each third has a picture."""
    others = (1 - FIRST_SECTION_SHARE) / (len(cast.sections) - 1)
    section_weights = [FIRST_SECTION_SHARE] + [others] * (len(cast.sections) - 1)
    sources = Source.objects.in_bulk(cast.sources)
    step = timedelta(days=DAYS) / max(count, 1)
    for number in range(count):
        published_at = LAST_DAY - timedelta(days=DAYS) + step * (number + rng.random())
        story = Article(
            headline=headline(rng),
            lede=prose(rng, 28),
            body=body(rng),
            section_id=rng.choices(cast.sections, section_weights)[0],
            source=sources[rng.choice(cast.sources)],
            source_url=f"https://example.com/{number}",
            lead_photo_id=photos[number // 3] if number % 3 == 2 else None,
            status=Status.PUBLISHED,
            published_at=published_at,
        )
        story.complete()
        yield story


def _keyword_links(rng: random.Random, articles: list[int], cast: _Cast) -> Iterator[ArticleKeyword]:
    """Five each: about a ninth of all articles have the first keyword, one in 2,000 has the last."""
    weights = list(accumulate(1 / (rank + 8) for rank in range(len(cast.keywords))))
    for article in articles:
        drawn: dict[int, None] = {}
        while len(drawn) < KEYWORDS_EACH:
            drawn.setdefault(rng.choices(cast.keywords, cum_weights=weights)[0])
        yield from (ArticleKeyword(content_object_id=article, tag_id=keyword) for keyword in drawn)


def _bylines(rng: random.Random, articles: list[int], cast: _Cast) -> Iterator[Byline]:
    """One or two authors each."""
    for article in articles:
        for position, author in enumerate(rng.sample(cast.authors, rng.choice((1, 1, 2)))):
            yield Byline(article_id=article, author_id=author, position=position)


def _corrections(rng: random.Random, articles: list[int]) -> Iterator[Correction]:
    """One for each fiftieth article."""
    for article in articles[::50]:
        kind = rng.choice([CorrectionKind.UPDATE, CorrectionKind.CORRECTION])
        yield Correction(article_id=article, kind=kind, text=prose(rng, 20), issued_at=LAST_DAY)


def _related(rng: random.Random, articles: list[int]) -> Iterator[RelatedArticle]:
    """Three read-also and ten similar articles each, from anywhere in the archive."""
    wanted = min(READ_ALSO_EACH + SIMILAR_EACH, len(articles) - 1)
    for article in articles:
        drawn = [pk for pk in rng.sample(articles, wanted + 1) if pk != article][:wanted]
        for position, other in enumerate(drawn):
            read_also = position < READ_ALSO_EACH
            yield RelatedArticle(
                from_article_id=article,
                to_article_id=other,
                kind=RelatedList.READ_ALSO if read_also else RelatedList.SIMILAR,
                origin=Origin.EDITOR if read_also else Origin.COMPUTED,
                position=position,
            )


def _analyze() -> None:
    """Let the planner know what is there; on PostgreSQL also what its own housekeeping would do soon."""
    vacuum = connection.vendor == "postgresql" and not connection.in_atomic_block
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)" if vacuum else "ANALYZE")
