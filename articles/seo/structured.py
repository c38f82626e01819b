"""The story of a page as JSON-LD (schema.org NewsArticle), its public corrections among it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from markupsafe import Markup

from articles.models import Correction
from articles.models.status import Status
from articles.story import Story


def news_article(story: Story, shown: Mapping[str, Any]) -> Markup:
    """The content of a <script type="application/ld+json"> for the page of `story`.

    `shown` is Story.context(): the absolute addresses of the page and its picture stand there, and what the
    source lets readers have. Nothing that an editor writes can end the element: «<» is written as an escape.
    """
    article = story.article
    assert article.status == Status.PUBLISHED
    assert article.published_at is not None  # the database refuses a published article without it
    changed_at = max(article.published_at, article.significant_update_at or article.published_at)
    publisher = {"@type": "NewsMediaOrganization", "name": settings.SITE_NAME}
    source = {"@type": "Organization", "name": article.source.name}
    usage = shown["usage"]
    values = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.headline,
        "description": usage.text.lede,
        "inLanguage": get_language(),
        "mainEntityOfPage": usage.canonical_url or shown["page_url"],
        "datePublished": article.published_at.isoformat(timespec="seconds"),
        "dateModified": changed_at.isoformat(timespec="seconds"),
        "articleSection": article.section.name,
        "keywords": [keyword.name for keyword in story.keywords],
        "image": shown["photo_url"],
        "author": [{"@type": "Person", "name": author.name} for author in story.authors] or [source],
        "publisher": publisher,
        "sourceOrganization": source,
        "isBasedOn": article.source_url,
        "creditText": usage.credit,
        "correction": [_correction(one) for one in story.corrections],
    }
    text = json.dumps({name: value for name, value in values.items() if value}, ensure_ascii=False)
    return Markup(text.replace("<", "\\u003c"))


def _correction(correction: Correction) -> dict[str, str]:
    return {
        "@type": "CorrectionComment",
        "name": correction.get_kind_display(),
        "text": correction.text,
        "datePublished": correction.issued_at.isoformat(timespec="seconds"),
    }
