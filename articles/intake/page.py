"""Stores one page in the source layout as an article, so that storing it again changes nothing."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, ImportedPage, Keyword, RelatedArticle, Section, Source
from articles.models.related import Origin, RelatedList
from articles.models.status import Status
from articles.text.html import paragraphs_to_html
from articles.text.normalize import identity_key, tidy
from articles.text.source_page import PageError, Problem, SourcePage, read_page
from articles.workflow.acts import Refused
from articles.workflow.content import Content, Pick
from articles.workflow.saving import create

CREATED, UPDATED, UNCHANGED = "created", "updated", "unchanged"
DEFAULT_SECTION = "أخبار"


@dataclass(frozen=True)
class PageOptions:
    """What the text of a page does not say. `published` None is now, for a new article."""

    headline: str = ""
    source_url: str = ""
    published: datetime | None = None
    draft: bool = False
    section: str = ""


def import_page(text: str, options: PageOptions = PageOptions()) -> tuple[str, Article]:
    """Store the page in `text`; what happened (created, updated or unchanged) and its article.

    A page is known again by its source and lede (or by `source_url`), so a new headline or a mended
    paragraph updates the same article. An article's status, and what editors put into its lists, stay.
    All or nothing; raises PageError when the text is no page.
    """
    page = read(text, options.headline)
    try:
        with transaction.atomic():
            return _store(page, options)
    except IntegrityError:
        # Somebody else imported the same page between our look and our write: now it is there to see.
        with transaction.atomic():
            return _store(page, options)


def read(text: str, headline: str = "") -> SourcePage:
    """The page in `text`, each part as long as its field allows; PageError when it is none."""
    page = read_page(text, headline, known_keywords=_known_phrases)
    _check_lengths(page)
    return page


def same_story(page: SourcePage) -> Article | None:
    """The article that its source has here under its headline; None also for an unknown source."""
    source = Source.by_spelling(page.source) if page.source else Source.own()
    return _same_story(page, source) if source else None


@transaction.atomic
def draft_from_page(page: SourcePage, section: Section, source_url: str, by: Any) -> Article:
    """A new draft of `by` with what the page says, through the workflow: version 1 of its history.

    A source that is not here yet is made when `by` may make one. All or nothing; PageError when there is no
    source to name, Refused or PermissionDenied as the workflow says.
    """
    if page.source and not by.has_perm("articles.add_source") and not Source.by_spelling(page.source):
        raise Refused(
            _("لا نعرف المصدر «%(name)s». اطلب من محرر أن يضيفه، ثم أعد المحاولة.") % {"name": page.source}
        )
    content = Content(
        headline=page.headline,
        lede=page.lede,
        body=paragraphs_to_html(page.blocks),
        section_id=section.pk,
        source_id=_source(page.source).pk,
        source_url=source_url,
        keywords=tuple(page.keywords),
        read_also=tuple(Pick(None, title) for title in page.read_also),
        similar=tuple(Pick(None, title) for title in page.similar),
    )
    return create(content, by, note=_("من نص صفحة"))


def _store(page: SourcePage, options: PageOptions) -> tuple[str, Article]:
    key = _digest(options.source_url or [identity_key(page.source), identity_key(page.lede)])
    digest = _digest([asdict(page), options.source_url, str(options.published or ""), options.section])
    seen = ImportedPage.objects.select_related("article").filter(key=key).first()
    if seen and seen.digest == digest:
        return UNCHANGED, seen.article

    source = _source(page.source)
    article = seen.article if seen else _same_story(page, source)
    outcome = UPDATED if article else CREATED
    article = article or _new_article(options)
    article.source = source
    article.section = _section(options.section, article)
    if article.headline != page.headline:
        article.headline, article.slug = page.headline, ""
    article.lede, article.body = page.lede, paragraphs_to_html(page.blocks)
    article.source_url = options.source_url or article.source_url
    article.published_at = options.published or article.published_at
    if not source.is_own:
        article.source_published_at = options.published or article.source_published_at
    article.version += article.pk is not None
    article.save()
    article.keywords.set(page.keywords)
    _set_list(article, RelatedList.READ_ALSO, page.read_also)
    _set_list(article, RelatedList.SIMILAR, page.similar)
    RelatedArticle.objects.link_titles_of(article)
    ImportedPage.objects.update_or_create(key=key, defaults={"digest": digest, "article": article})
    return outcome, article


def _new_article(options: PageOptions) -> Article:
    if options.draft:
        return Article(status=Status.DRAFT, published_at=options.published)
    return Article(status=Status.PUBLISHED, published_at=options.published or timezone.now())


def _same_story(page: SourcePage, source: Source) -> Article | None:
    """The article that this source has under this headline: the page with its lede rewritten."""
    return Article.objects.filter(source=source, headline_key=identity_key(page.headline)).first()


def _source(name: str) -> Source:
    """The source called `name` in any of its spellings; made when there is none, our own for no name."""
    if not name:
        own = Source.own()
        if own is None:
            message = "no source: the text has no «المصدر:» line, and no source of kind «own» exists"
            raise PageError(Problem.NO_SOURCE, message)
        return own
    return Source.by_spelling(name) or Source.objects.create(name=name)


def _section(name: str, article: Article) -> Section:
    """The section called `name`; without a name the article's own, or the section for unsorted news."""
    if not name and article.section_id:
        return article.section
    name = tidy(name) or DEFAULT_SECTION
    return Section.objects.filter(name=name).first() or Section.objects.create(name=name, position=99)


def _set_list(article: Article, kind: RelatedList, titles: list[str]) -> None:
    """Replace what earlier imports put into one list of `article` by `titles`; editors' rows stay first."""
    rows = article.related.filter(kind=kind)
    rows.filter(origin=Origin.IMPORT).delete()
    kept = list(rows.select_related("to_article").only("position", "title_key", "to_article__headline_key"))
    taken = {row.to_article.headline_key if row.to_article else row.title_key for row in kept}
    first = max((row.position for row in kept), default=-1) + 1
    RelatedArticle.objects.bulk_create(
        RelatedArticle(
            from_article=article,
            title=title,
            title_key=identity_key(title),
            kind=kind,
            origin=Origin.IMPORT,
            position=position,
        )
        for position, title in enumerate(titles, start=first)
        if identity_key(title) not in taken
    )


def _known_phrases(line: str) -> set[str]:
    """Which runs of words of `line` are keywords already, as identity keys."""
    words = identity_key(line).split()
    runs = {
        " ".join(words[start:end])
        for start in range(len(words))
        for end in range(start + 2, min(start + 5, len(words)) + 1)
    }
    return set(Keyword.objects.filter(spellings__key__in=runs).values_list("spellings__key", flat=True))


def _check_lengths(page: SourcePage) -> None:
    """Refuse what no field holds, before anything is stored."""
    for what, text, limit in (
        ("headline", page.headline, 300),
        ("lede", page.lede, 1000),
        ("source", page.source, 100),
        *(("keyword", keyword, 100) for keyword in page.keywords),
        *(("related title", title, 300) for title in page.read_also + page.similar),
    ):
        if len(text) > limit:
            message = f"the {what} has {len(text)} characters, at most {limit} fit: {text[:40]}…"
            raise PageError(Problem.TOO_LONG, message, what, limit)
    if not identity_key(page.headline):
        message = "the headline has no letter or digit: give another with --headline"
        raise PageError(Problem.BAD_HEADLINE, message)


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
