"""The page that a content would make: nothing is stored for it, and what is missing is said in its place."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.details import photos_of
from articles.lines import Name
from articles.models import Article, Author, RelatedArticle, Section, Source
from articles.models.keyword import known_keywords
from articles.models.photo import shown_to_readers
from articles.models.recording import recording_of
from articles.models.related import ROW, STORY, Origin, RelatedLine, RelatedList, shown
from articles.querysets import shown_photo
from articles.story import Story, beside
from articles.text.keywords import split_keywords
from articles.text.normalize import identity_key
from articles.text.slugs import slugify
from articles.workflow.content import VALUES, Content, Pick, Signature

# No page has such an address.
_NOWHERE = "-"
_KIND, _REASONS, _PK = ROW.index("kind"), ROW.index("reasons"), STORY.index("id")
_NO_STORY = (None,) * len(STORY)


def story_with(article: Article, content: Content) -> Story:
    """What the page of `article`, which need not be stored, would show with `content`; nothing is written.

    The content may lack anything and name what is not there. Ten queries at most, seven for a new article.
    """
    article = _filled(article, content)
    copies, following = beside(article) if article.pk else ((), None)
    return Story(
        article=article,
        photo=shown_to_readers(article.lead_photo),
        authors=_authors(content.authors),
        keywords=_keywords(content.keywords),
        related=_related(article, content),
        copies=copies,
        corrections=article.corrections.all() if article.pk else (),
        photos=photos_of([article.body]),
        following=following,
        recording=recording_of(article) if article.pk else None,
    )


def _filled(article: Article, content: Content) -> Article:
    """A copy of `article` with the values of `content`, and words where something is missing."""
    article = copy(article)
    for name in VALUES:
        setattr(article, name, getattr(content, name))
    article.headline = article.headline or _("بلا عنوان بعد")
    article.section = _chosen(article, "section") or Section(name=_("بلا قسم بعد"), slug=_NOWHERE)
    article.source = _chosen(article, "source") or Source(name=_("بلا مصدر بعد"), slug=_NOWHERE)
    article.lead_photo = _chosen(article, "lead_photo")
    return article


def _chosen(article: Article, name: str) -> Any:
    """What a foreign key leads to, None when that is nothing, or gone; no query where it came along."""
    try:
        return getattr(article, name)
    except ObjectDoesNotExist:
        return None


def _authors(signatures: Sequence[Signature]) -> list[Name]:
    authors = Author.objects.in_bulk([author for author, _role in signatures]) if signatures else {}
    return [
        Name("author", author.pk, author.name, author.slug, role)
        for pk, role in dict.fromkeys(signatures)
        if (author := authors.get(pk))
    ]


def _keywords(names: Sequence[str]) -> list[Name]:
    """As saving would find or make them."""
    typed = {identity_key(name): name for text in names for name in split_keywords(text)}
    known = known_keywords(typed) if typed else {}
    names_shown = (
        Name("keyword", known[key].pk, known[key].name, known[key].slug)
        if key in known
        else Name("keyword", 0, name, slugify(name) or _NOWHERE)
        for key, name in typed.items()
    )
    return list(dict.fromkeys(names_shown))


def _related(article: Article, content: Content) -> list[RelatedLine]:
    """Both lists as saving would leave them: the picks, then what was computed and not picked."""
    marks, computed = _stored(article)
    stories = _stories([*content.read_also, *content.similar])
    rows: list[Sequence[Any]] = []
    for kind in RelatedList:
        for pick in getattr(content, kind.value):
            story = stories.get(pick.article or identity_key(pick.title), _NO_STORY)
            if not pick.banned and (story[_PK] or pick.article is None):
                rows.append((kind.value, pick.title, marks.get((kind.value, story[_PK]), []), *story))
    picked = {pick.article for pick in content.similar}
    return shown(article, [*rows, *(row for to, row in computed.items() if to not in picked)])


def _stored(article: Article) -> tuple[dict[tuple[str, int], list[Any]], dict[int, Sequence[Any]]]:
    """Of the stored rows to articles: why editors' ones were marked, and the computed ones; one query."""
    marks, computed = {}, {}
    if article.pk:
        stored = RelatedArticle.objects.filter(from_article=article, to_article__isnull=False)
        for origin, to, *row in stored.rows(timezone.now(), "origin", "to_article"):
            if origin == Origin.COMPUTED:
                computed[to] = row
            else:
                marks[row[_KIND], to] = row[_REASONS]
    return marks, computed


def _stories(picks: Sequence[Pick]) -> dict[int | str, Sequence[Any]]:
    """Values of STORY of the articles that are picked, by id, or that have come for a title, by its key."""
    pks = [pick.article for pick in picks if pick.article]
    keys = [identity_key(pick.title) for pick in picks if not pick.article]
    if not picks:
        return {}
    found: dict[int | str, Sequence[Any]] = {}
    wanted = Article.objects.filter(Q(pk__in=pks) | Q(headline_key__in=keys))
    # Of several with one headline the oldest takes the row, as when it is saved.
    photo = shown_photo(timezone.now())
    for key, *story in wanted.order_by("-pk").alias(photo=photo).values_list("headline_key", *STORY):
        found[story[_PK]] = found[key] = story
    return found
