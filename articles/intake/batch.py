"""Stores lines of an archive in batches: one transaction and a bounded number of queries for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from articles.events import articles_imported
from articles.intake.archive import ArchiveOptions, Entry, LineError, Record, check_entry
from articles.intake.held import articles_here, imported, key_of
from articles.intake.names import Directories
from articles.intake.page import CREATED, DEFAULT_SECTION, UNCHANGED, UPDATED
from articles.models import (
    Article,
    ArticleKeyword,
    ArticlePhoto,
    Byline,
    ImportedPage,
    RelatedArticle,
    Source,
)
from articles.models.status import Status
from articles.refresh import refresh
from articles.similar.copies import copies_of
from articles.text.figures import photos_in, without_photos
from articles.text.normalize import identity_key

FAILED = "failed"
_OWN = (
    *("headline", "lede", "body", "source_url", "source_published_at", "published_at"),
    *("kicker", "short_headline", "expires_at"),
)
_COMPARED = (*_OWN, "source_id", "section_id")
_WRITTEN = (
    *_OWN,
    *(
        "source",
        "section",
        "headline_key",
        "slug",
        "first_published_at",
        "expires_chosen_at",
        "word_count",
        "has_film",
        "has_gallery",
        "version",
        "updated_at",
    ),
)

type Report = Callable[[int, str], None]


@dataclass
class _Batch:
    """What became of the lines of one batch."""

    counts: Counter[str] = field(default_factory=Counter)
    problems: list[tuple[int, str]] = field(default_factory=list)
    created: list[tuple[Article, Record]] = field(default_factory=list)
    updated: list[tuple[Article, Record]] = field(default_factory=list)
    moved: list[Article] = field(default_factory=list)  # updated, with another publication time
    digests: dict[str, tuple[str, Article]] = field(default_factory=dict)
    stored: list[tuple[int, Article]] = field(default_factory=list)  # with the numbers of their lines
    copies: list[tuple[int, str]] = field(default_factory=list)


class ArchiveWriter:
    """Stores batches of entries; what was found of names is remembered from one to the next."""

    def __init__(
        self, options: ArchiveOptions, report: Report, report_copy: Report, dry_run: bool = False
    ) -> None:
        """`report` is told the number of each line that cannot be stored, and why.

        `report_copy` is told that of each whose text is in an article before it, and in which.
        """
        self.counts: Counter[str] = Counter()
        self._options, self._dry_run = options, dry_run
        self._report, self._report_copy = report, report_copy
        self._names = Directories()

    def store(self, entries: list[Entry]) -> None:
        """Store those of `entries` (no id twice) that can be, with what follows, in one transaction."""
        try:
            batch = self._attempt(entries)
        except IntegrityError:
            # Another process made the same name or article between our look and our write: now it is there.
            self._names.forget()
            batch = self._attempt(entries)
        self.counts += batch.counts
        for number, problem in sorted(batch.problems):
            self._report(number, problem)
        for number, same in batch.copies:
            self._report_copy(number, same)

    def _attempt(self, entries: list[Entry]) -> _Batch:
        with transaction.atomic():
            batch = self._write(entries)
            transaction.set_rollback(self._dry_run)
        if self._dry_run:
            self._names.forget()
        return batch

    def _write(self, entries: list[Entry]) -> _Batch:
        batch = _Batch()
        known = {key: (pk, digest) for key, pk, digest in imported(key_of(entry.id) for entry in entries)}
        new = [entry for entry in entries if known.get(key_of(entry.id), (0, ""))[1] != entry.digest]
        batch.counts[UNCHANGED] += len(entries) - len(new)
        records = list(self._checked(new, batch))
        if not records:
            return batch
        articles = articles_here(
            [record for _, record in records], {key: pk for key, (pk, _) in known.items()}
        )
        self._fill(records, articles, batch)
        self._store(batch)
        return batch

    def _checked(self, entries: Iterable[Entry], batch: _Batch) -> Iterable[tuple[Entry, Record]]:
        for entry in entries:
            try:
                yield entry, check_entry(entry, self._options)
            except LineError as error:
                _fail(batch, entry, str(error))

    def _fill(self, records: list[tuple[Entry, Record]], articles: dict[str, Article], batch: _Batch) -> None:
        """Make articles of the records, new ones or those that are here, and see which are changed."""
        names = self._names
        sources = names.sources.look_up(record.source for _, record in records if record.source)
        sections = names.sections.look_up(
            record.section or DEFAULT_SECTION
            for _, record in records
            if record.section or record.id not in articles
        )
        keywords = names.keywords.look_up(name for _, record in records for name in record.keywords)
        own = Source.own() if any(not record.source for _, record in records) else None
        here = [article.pk for article in articles.values()]
        linked = ArticleKeyword.names_of(here) if here else {}
        signed = Byline.names_of(here) if here else {}
        for entry, record in records:
            article = articles.get(record.id) or Article(external_id=record.id, status=record.status)
            before = [getattr(article, name) for name in _COMPARED]
            for name, value in record.own.items():
                if name == "body":  # a number in an archive names a photo of ours only where it did so before
                    value = without_photos(value, {*photos_in(value)} - {*photos_in(article.body)})
                if name != "published_at" or value:
                    setattr(article, name, value)
            if record.source:
                article.source_id = sources[identity_key(record.source)]
            elif not article.source_id:
                if own is None:
                    _fail(batch, entry, "no source, and no source of kind «own» exists")
                    continue
                article.source_id = own.pk
            if record.section or not article.section_id:
                article.section_id = sections[record.section or DEFAULT_SECTION]
            if article.published_at and article.chosen_end and article.chosen_end <= article.published_at:
                _fail(batch, entry, "published after the article expires")
                continue
            if article.pk is None:
                batch.created.append((article, record))
            elif (
                before != [getattr(article, name) for name in _COMPARED]
                or [name.pk for name in linked.get(article.pk, [])] != _pks(record.keywords, keywords)
                or list(dict.fromkeys(name.name for name in signed.get(article.pk, []))) != record.authors
            ):
                self._changed(article, dict(zip(_COMPARED, before, strict=True)), record, batch)
            else:
                batch.counts[UNCHANGED] += 1
                continue
            batch.digests[key_of(record.id)] = (entry.digest, article)
            batch.stored.append((entry.number, article))

    def _changed(self, article: Article, before: dict[str, Any], record: Record, batch: _Batch) -> None:
        if article.headline != before["headline"]:
            article.slug = ""
        if article.published_at != before["published_at"]:
            batch.moved.append(article)
        article.version += 1
        article.updated_at = timezone.now()
        batch.updated.append((article, record))

    def _store(self, batch: _Batch) -> None:
        created = [article for article, _ in batch.created]
        updated = [article for article, _ in batch.updated]
        prefetch_related_objects([*created, *updated], "source")  # whose rules say when they end
        for article in (*created, *updated):
            article.complete()
            if article.status == Status.WITHDRAWN:
                article.first_published_at = article.first_published_at or article.published_at
        Article.objects.bulk_create(created)
        Article.objects.bulk_update(updated, _WRITTEN, batch_size=100)
        for article in updated:
            ArticlePhoto.objects.keep(article, article._stored_photos)
        self._link(batch)
        ImportedPage.objects.bulk_create(
            [
                ImportedPage(key=key, digest=digest, article=article)
                for key, (digest, article) in batch.digests.items()
            ],
            update_conflicts=True,
            unique_fields=["key"],
            update_fields=["digest", "article", "imported_at"],
        )
        if stored := created + updated:
            RelatedArticle.objects.all().resolve_all(stored)
            articles_imported.send(Article, pks=[article.pk for article in stored])
            if not self._dry_run:
                refresh(stored)
                batch.copies += _copies(batch.stored)
        batch.counts += Counter({CREATED: len(created), UPDATED: len(updated)})

    def _link(self, batch: _Batch) -> None:
        """Keywords and bylines of what is new or changed, with their places in the listings."""
        both = batch.created + batch.updated
        keywords = self._names.keywords.look_up(name for _, record in both for name in record.keywords)
        authors = self._names.authors.look_up(name for _, record in both for name in record.authors)
        changed = [article.pk for article, _ in batch.updated]
        signed = Byline.names_of(changed) if changed else {}
        # Who is named as before keeps the roles that editors gave.
        unsigned = {
            article.pk
            for article, record in batch.updated
            if list(dict.fromkeys(name.name for name in signed.get(article.pk, []))) != record.authors
        }
        ArticleKeyword.objects.filter(content_object__in=changed).delete()
        Byline.objects.filter(article__in=unsigned).delete()
        Byline.objects.filter(article__in=[article.pk for article in batch.moved]).place()
        ArticleKeyword.objects.bulk_create(
            ArticleKeyword(content_object=article, tag_id=pk, published_at=article.published_at)
            for article, record in both
            for pk in _pks(record.keywords, keywords)
        )
        created = {article.pk for article, _ in batch.created}
        Byline.objects.bulk_create(
            Byline(
                article=article, author_id=authors[name], position=position, published_at=article.published_at
            )
            for article, record in both
            if article.pk in unsigned or article.pk in created
            for position, name in enumerate(record.authors)
        )


def _copies(stored: list[tuple[int, Article]]) -> Iterator[tuple[int, str]]:
    """Numbers of the lines whose text is in an article before theirs, and in which it is most."""
    copies = copies_of([article.pk for _, article in stored])
    for number, article in stored:
        before = ((share, pk) for pk, share in copies[article.pk] if pk < article.pk)
        if same := next(before, None):
            yield number, f"{same[0]:.0%} as in {same[1]}"


def _fail(batch: _Batch, entry: Entry, problem: str) -> None:
    batch.problems.append((entry.number, problem))
    batch.counts[FAILED] += 1


def _pks(names: Iterable[str], keys: dict[str, int]) -> list[int]:
    """The keywords called by `names`, each once."""
    return list(dict.fromkeys(keys[identity_key(name)] for name in names))
