"""Writing a content into an article: its fields, and of its lists the rows that differ."""

from __future__ import annotations

from collections.abc import Sequence

from articles.models import Article, Byline, RelatedArticle
from articles.models.related import COMPUTED_POSITION, Origin, RelatedList
from articles.text.normalize import identity_key
from articles.workflow.content import VALUES, Content, Pick, Signature


def write(article: Article, content: Content, before: Content) -> None:
    """Make `content` that of `article`, whose content is `before` (an empty one for a new article).

    To be called in a transaction that holds the article; nothing is asked: see acts.py.
    """
    for name in VALUES:
        if (value := getattr(content, name)) != getattr(before, name):
            setattr(article, name, value)
    article.save()
    if content.keywords != before.keywords:
        article.keywords.set(content.keywords)
    if content.authors != before.authors:
        _write_bylines(article, content.authors)
    picked = False
    for kind, wanted, had in (
        (RelatedList.READ_ALSO, content.read_also, before.read_also),
        (RelatedList.SIMILAR, content.similar, before.similar),
    ):
        if wanted != had:
            _write_picks(article, kind, wanted)
            picked = True
    if picked:
        RelatedArticle.objects.link_titles_of(article)


def _write_bylines(article: Article, wanted: Sequence[Signature]) -> None:
    """(One by one: pages of authors hear of each.)"""
    article.bylines.all().delete()
    for position, (author, role) in enumerate(dict.fromkeys(wanted)):
        Byline.objects.create(article=article, author_id=author, role=role, position=position)


def _write_picks(article: Article, kind: RelatedList, wanted: Sequence[Pick]) -> None:
    """Rows that stay keep their origin. A computed one becomes the editor's when it is picked, and is the
    computation's again when it is not banned any longer."""
    here = {_key(row.to_article_id, row.title): row for row in article.related.filter(kind=kind)}
    new, changed = [], []
    for position, pick in enumerate(wanted):
        row = here.pop(_key(pick.article, pick.title), None)
        if row is None:
            row = RelatedArticle(
                from_article=article, kind=kind, to_article_id=pick.article, title=pick.title
            )
            row.title_key = identity_key(pick.title)
            new.append(row)
        else:
            changed.append(row)
        if row.origin == Origin.COMPUTED and not pick.banned:
            row.origin, row.reasons, row.score = Origin.EDITOR, [], None
        row.position, row.banned = position, pick.banned
    left = here.values()
    for row in left:
        if row.origin == Origin.COMPUTED and row.banned:
            row.position, row.banned = COMPUTED_POSITION, False
            changed.append(row)
    gone = [row.pk for row in left if row.origin != Origin.COMPUTED]
    RelatedArticle.objects.filter(pk__in=gone).delete()
    RelatedArticle.objects.bulk_update(changed, ["position", "banned", "origin", "reasons", "score"])
    RelatedArticle.objects.bulk_create(new)


def _key(article: int | None, title: str) -> tuple[int | None, str]:
    return (article, "") if article else (None, identity_key(title))
