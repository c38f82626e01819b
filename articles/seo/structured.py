"""The story of a page as JSON-LD (schema.org NewsArticle), with its public corrections; and all of these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markupsafe import Markup

from articles.addresses import whole
from articles.corrections import Record
from articles.models import Correction, Recording
from articles.models.correction import CorrectionKind
from articles.models.status import Status
from articles.seo.site import publisher, script
from articles.story import Story


def news_article(story: Story, shown: Mapping[str, Any], root: str) -> Markup:
    """The content of a <script type="application/ld+json"> for the page of `story`.

    `shown` is Story.context() with the address of its card: the absolute addresses stand there, and what
    the source lets readers have. The site is at `root`.
    """
    article = story.article
    assert article.status == Status.PUBLISHED
    assert article.published_at is not None  # the database refuses a published article without it
    changed_at = max(article.published_at, article.significant_update_at or article.published_at)
    source = {"@type": "Organization", "name": article.source.name}
    usage = shown["usage"]
    values = {
        "@type": "NewsArticle",
        "headline": article.headline,
        "description": usage.text.lede,
        "inLanguage": get_language(),
        "mainEntityOfPage": usage.canonical_url or shown["page_url"],
        "datePublished": article.published_at.isoformat(timespec="seconds"),
        "dateModified": changed_at.isoformat(timespec="seconds"),
        "articleSection": article.section.name,
        "keywords": [keyword.name for keyword in story.keywords],
        "image": [address for address in (shown["photo_url"], shown["card_url"]) if address],
        "author": [
            {"@type": "Person", "name": author.name, "url": root + author.url} for author in story.authors
        ]
        or [source],
        "publisher": publisher(root),
        "sourceOrganization": source,
        "isBasedOn": article.source_url,
        "creditText": usage.credit,
        "audio": _audio(shown["recording"], root),
        "correction": [_correction(one) for one in story.corrections],
    }
    return script(values)


def _audio(recording: Recording | None, root: str) -> dict[str, str]:
    if recording is None:
        return {}
    return {
        "@type": "AudioObject",
        "contentUrl": whole(recording.url, root),
        "encodingFormat": recording.content_type,
        "duration": f"PT{recording.seconds}S",
        "contentSize": str(recording.size),
        "uploadDate": recording.at.isoformat(timespec="seconds"),
    }


def corrections_list(records: Sequence[Record], address: str, root: str) -> Markup:
    """The same for the page of corrections at `address`; each says of which story it is."""
    values = {
        "@type": "CollectionPage",
        "name": _("التصويبات"),
        "url": address,
        "inLanguage": get_language(),
        "publisher": publisher(root),
        "hasPart": [_of_story(one, root) for one in records],
    }
    return script(values)


def _of_story(record: Record, root: str) -> dict[str, Any]:
    about = {"@type": "NewsArticle", "headline": record.headline, "url": f"{root}{record.url}"}
    return _correction(record) | ({"parentItem": about} if record.headline else {})


def _correction(correction: Correction | Record) -> dict[str, Any]:
    return {
        "@type": "CorrectionComment",
        "name": str(CorrectionKind(correction.kind).label),
        "text": correction.text,
        "datePublished": correction.issued_at.isoformat(timespec="seconds"),
    }
