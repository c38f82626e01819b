from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from articles.models import Article, ArticleKeyword, Author, Byline, Keyword, Section, Source
from tests import factories


def archive(
    size: int, section: Section, source: Source, keyword: Keyword, author: Author, **fields: Any
) -> None:
    """`size` published articles, a minute apart, that all have these."""
    first = timezone.now() - timedelta(minutes=size + 1)
    photo = factories.photo()
    made = Article.objects.bulk_create(
        Article(
            headline=f"خبر الميناء {n}",
            headline_key=f"خبر الميناء {n}",
            slug=f"خبر-{n}",
            lede="مقدمة",
            body="<p>نص</p>",
            section=section,
            source=source,
            lead_photo=photo,
            status="published",
            published_at=first + timedelta(minutes=n),
            **fields,
        )
        for n in range(size)
    )
    ArticleKeyword.objects.bulk_create(
        ArticleKeyword(content_object=article, tag=keyword) for article in made
    )
    Byline.objects.bulk_create(Byline(article=article, author=author) for article in made)
    for links in (ArticleKeyword, Byline):
        links.objects.place()
