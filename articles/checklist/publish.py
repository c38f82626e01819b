"""The publish checklist of one article."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from articles.addresses import article_of
from articles.checklist.items import Item
from articles.checklist.style import MOST_CHARACTERS, findings_in, is_too_long, texts_of
from articles.ledger.rules import Rules
from articles.lines import Copy
from articles.models import Article, ArticleKeyword, Photo, RelatedArticle
from articles.models.related import RelatedList
from articles.text.figures import photos_in
from articles.text.html import links, plain_text
from articles.text.normalize import identity_key
from articles.times import hours_in_words, in_words

# Of headlines of 70 characters nine in ten stand in three lines of a list on a phone, beside a picture;
# of 80 it is four in ten (measured at 360 px on headlines put together from the demo's words).
LIST_HEADLINE = 70
MOST_LINKS = 200  # that are looked at in a body
MOST_COPIES = 3  # that are named
RIGHTS_SOON = timedelta(days=7)


def checklist(article: Article, *, silenced: Collection[str] = ()) -> list[Item]:
    """What is missing before `article` can be published, then what is worth a thought; at most five queries,
    seven where photos are in its text.

    `silenced` are keys of findings of house style.
    """
    return [*without_style(article), *style(article, silenced)]


def without_style(
    article: Article,
    *,
    keywords: Collection[object] | None = None,
    read_also: Collection[object] | None = None,
) -> list[Item]:
    """The checklist but for house style, which takes longer than all the rest.

    An article that was never stored can be asked, too, and one that has a form's values: its `keywords` and
    `read_also` are then those of the form (None: those that are stored).
    """
    return [*blocking(article), *_advisory(article, keywords, read_also)]


def style(article: Article, silenced: Collection[str] = ()) -> list[Item]:
    """How much house style would change; no query."""
    texts = texts_of(article)
    if is_too_long(texts):
        return [Item("style-too-long", "body", blocking=False, values={"most": MOST_CHARACTERS})]
    count = sum(1 for _ in findings_in(texts, silenced))
    return [Item("style", "body", blocking=False, values={"count": count})] if count else []


def blocking(article: Article) -> list[Item]:
    """What is missing before `article` can be published; two queries, three with photos in its text."""
    photo = article.lead_photo
    missing = {
        "headline": ("headline", not identity_key(article.headline)),
        "lede": ("lede", not identity_key(article.lede)),
        "body": ("body", not identity_key(plain_text(article.body))),
        "section": ("section", not article.section_id),
        "source": ("source", not article.source_id),
        "photo-alt": ("lead_photo", photo is not None and not identity_key(photo.alt)),
        "photo-credit": ("lead_photo", photo is not None and not identity_key(photo.credit)),
    }
    items = [Item(name, field, blocking=True) for name, (field, is_missing) in missing.items() if is_missing]
    lacking = [photo for photo in _text_photos(article) if not identity_key(photo.credit)]
    items += [_of_photos("text-photo-credit", lacking, blocking=True)] if lacking else []
    return [*items, *_demanded(article)] if article.source_id else items


def _demanded(article: Article) -> Iterator[Item]:
    """What its source demands and is not there."""
    source, rules = article.source, Rules.of(article.source)
    if rules.needs_address and not article.source_url:
        yield Item("source-link", "source_url", blocking=True, values={"source": source.name})
    if rules.embargo_hours and not article.source_published_at:
        values = {"source": source.name, "hours": hours_in_words(rules.embargo_hours)}
        yield Item("source-time", "source_published_at", blocking=True, values=values)


def _advisory(
    article: Article, keywords: Collection[object] | None, read_also: Collection[object] | None
) -> Iterator[Item]:
    shown = article.short_headline or article.headline
    if len(shown) > LIST_HEADLINE:
        values = {"length": len(shown), "most": LIST_HEADLINE}
        yield Item("headline-length", "short_headline", blocking=False, values=values)
    yield from _rights(article)
    has_keywords, has_read_also = _has_rows(article, keywords, read_also)
    if not has_keywords:
        yield Item("keywords", "keywords", blocking=False)
    if not has_read_also:
        yield Item("read-also", "read_also", blocking=False)
    if dead := _dead_links(article):
        yield Item("dead-links", "body", blocking=False, values={"links": "، ".join(dead)}, links=tuple(dead))
    if article.embargo_until and article.embargo_until > timezone.now():
        yield Item("embargo", "embargo_until", blocking=False, values={"at": in_words(article.embargo_until)})
    allowed_from = article.allowed_from if article.source_id else None
    if allowed_from and allowed_from > timezone.now():
        hours, at = hours_in_words(article.source.embargo_hours or 0), in_words(allowed_from)
        said = {"source": article.source.name, "hours": hours, "at": at}
        yield Item("source-embargo", "published_at", blocking=False, values=said)
    if article.source_id and not article.source.is_own and not article.source.licence:
        yield Item("licence", "source", blocking=False, values={"source": article.source.name})
    if copies := _copies(article):
        sources = "، ".join(dict.fromkeys(copy.source for copy in copies))
        urls = tuple(copy.url for copy in copies)
        yield Item("copy", "body", blocking=False, values={"sources": sources}, links=urls)


def _rights(article: Article) -> Iterator[Item]:
    """Of its photos, that end before readers have had them for RIGHTS_SOON, or have ended by then."""
    end = article.lead_photo.rights_expire_at if article.lead_photo else None
    now = timezone.now()
    soon = max(article.published_at or now, now) + RIGHTS_SOON
    if end and end <= soon:
        name = "photo-rights-ended" if end <= now else "photo-rights-end"
        yield Item(name, "lead_photo", blocking=False, values={"at": in_words(end)})
    ending = [photo for photo in _text_photos(article) if not photo.is_shown(soon)]
    if over := [photo for photo in ending if not photo.is_shown(now)]:
        yield _of_photos("text-photo-rights-ended", over)
    if left := [photo for photo in ending if photo.is_shown(now)]:
        yield _of_photos("text-photo-rights-end", left)


def _text_photos(article: Article) -> list[Photo]:
    """The photos that stand in its text; one query where there are any."""
    found = Photo.objects.in_bulk(pks) if (pks := photos_in(article.body)) else {}
    return [found[pk] for pk in pks if pk in found]


def _of_photos(name: str, photos: Sequence[Photo], *, blocking: bool = False) -> Item:
    said = "، ".join(f"«{photo.alt}»" for photo in photos)
    return Item(name, "body", blocking=blocking, values={"photos": said})


def _copies(article: Article) -> list[Copy]:
    """Who has the text out already; one query."""
    if not article.pk:
        return []
    others = Article.objects.published().copies_of(article.pk, article.copy_of_id or article.pk)
    return [Copy(*row) for row in others[:MOST_COPIES].sources()]


def _has_rows(
    article: Article, keywords: Collection[object] | None, read_also: Collection[object] | None
) -> tuple[bool, bool]:
    """Whether it has keywords, and whether it has rows that readers may see in «read also»."""
    tagged, listed = bool(keywords), bool(read_also)
    if article.pk and (keywords is None or read_also is None):
        own = RelatedArticle.objects.filter(
            from_article=OuterRef("pk"), kind=RelatedList.READ_ALSO, banned=False
        )
        rows = Article.objects.filter(pk=article.pk).values_list(
            Exists(ArticleKeyword.objects.filter(content_object=OuterRef("pk"))), Exists(own)
        )
        for has_keywords, has_read_also in rows:
            tagged = tagged if keywords is not None else has_keywords
            listed = listed if read_also is not None else has_read_also
    return tagged, listed


def _dead_links(article: Article) -> list[str]:
    """The links of the body to stories of this site that nobody can read when this one appears; one query."""
    targets = {url: pk for url in links(article.body)[:MOST_LINKS] if (pk := article_of(url))}
    wanted = set(targets.values()) - {article.pk}
    if not wanted:
        return []
    out = set(_public(wanted, article.published_at))
    return [url for url, pk in targets.items() if pk in wanted and pk not in out]


def _public(pks: Iterable[int], at: datetime | None) -> Iterable[int]:
    """Those of `pks` that anybody may read at that moment, or now if it is past."""
    now = timezone.now()
    return (
        Article.objects.published(max(at, now) if at else now).filter(pk__in=pks).values_list("pk", flat=True)
    )
