"""What a feed costs the database does not grow with the archive."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from articles.models import Article, ArticleKeyword, Byline, Correction
from articles.models.correction import CorrectionKind
from articles.models.status import Status
from tests import factories
from tests.test_pagination import steps

pytestmark = pytest.mark.django_db
SMALL, LARGE = 700, 3_500


class Archive:
    """Stories with all that lists find them by; each tenth is gone, each twentieth was withdrawn."""

    def __init__(self) -> None:
        self.model = factories.article(
            section=factories.section("اقتصاد"),
            source=factories.source("المرفأ"),
            keywords=["السفن", "الميناء"],
            authors=[factories.author("ليلى")],
        )
        self.size = 0

    def grow(self, size: int) -> None:
        """Backwards in time, a story in three hours."""
        now = timezone.now()
        made = [self._story(number, now) for number in range(self.size + 1, size + 1)]
        stories = Article.objects.bulk_create(made)
        (author, *_), keywords = [one.author for one in self.model.bylines.all()], self.model.keyword_list
        of = {story: {"published_at": story.published_at} for story in stories}
        ArticleKeyword.objects.bulk_create(
            ArticleKeyword(content_object=story, tag=tag, **of[story])
            for story in stories
            for tag in keywords
        )
        Byline.objects.bulk_create(Byline(article=story, author=author, **of[story]) for story in stories)
        Correction.objects.bulk_create(
            Correction(article=story, kind=kind, text="نص", issued_at=story.published_at)
            for story in stories
            for kind in self._told(story)
        )
        self.size = size

    def _story(self, number: int, now: Any) -> Article:
        at = now - timedelta(hours=3 * number)
        return Article(
            headline=f"خبر {number}",
            headline_key=f"خبر {number}",
            slug=f"خبر-{number}",
            section=self.model.section,
            source=self.model.source,
            status=[Status.WITHDRAWN, Status.DRAFT][number // 10 % 2]
            if number % 10 == 0
            else Status.PUBLISHED,
            published_at=at,
            significant_update_at=at if number % 3 == 0 else None,
        )

    def _told(self, story: Article) -> list[CorrectionKind]:
        if story.status == Status.WITHDRAWN:
            return [CorrectionKind.WITHDRAWAL]
        return [CorrectionKind.CORRECTION] if story.significant_update_at else []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="counts the steps of SQLite")
def test_it_takes_as_many_steps_in_an_archive_ten_times_as_large(reader):
    archive = Archive()
    model = archive.model
    things = [model.section, model.source, model.keyword_list[0], model.bylines.get().author]
    feeds = [f"{path}feed.json" for path in ("/", *(thing.get_absolute_url() for thing in things))]
    chosen = f"/feeds/mix.json?sections={model.section.slug}"
    feeds += [
        f"{chosen}&keywords=السفن&sources={model.source.slug}",
        f"{chosen}&without_keywords=لا-شيء",
        f"{chosen}&without_keywords=السفن",
        f"{chosen}&without_sources={model.source.slug}",
    ]

    def of(path: str) -> int:
        assert reader.get(path).status_code == 200  # prepares its statements
        return steps(lambda: reader.get(path))

    archive.grow(SMALL)
    small = {path: of(path) for path in feeds}
    archive.grow(LARGE)
    large = {path: of(path) for path in feeds}
    assert all(small.values())
    assert [path for path in feeds if large[path] > 1.2 * small[path]] == [], (small, large)
