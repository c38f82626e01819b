"""Which tags a change touches: every answer that it changes has one of them, and few others have.

What leaves readers' eyes is found by its line: exactly the answers that show it. What appears is on none yet,
so it is found by the lists that it enters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple, Self

from django.db.models import Q, Value
from django.utils import timezone

from articles.caching.tags import (
    ALL,
    ARCHIVE,
    CORRECTIONS,
    MISSING,
    SCHEDULE,
    SEARCH,
    SITE,
    article,
    deeper,
    entered,
    line,
    list_of_day,
    newest,
    told,
)
from articles.days import day_of, end_of, start_of
from articles.models import Article, ArticleKeyword, BreakingNews, Byline, Correction, RelatedArticle
from articles.models.status import Status
from articles.querysets import first_of, is_public

# Of more articles at once the tags are not worth the queries: everything is purged.
MOST_ARTICLES = 100


class Standing(NamedTuple):
    """What readers' pages depend on of an article, besides its text."""

    status: str
    published_at: datetime | None
    expires_at: datetime | None
    significant_update_at: datetime | None
    section_id: int
    source_id: int
    has_film: bool
    has_gallery: bool
    # What its line shows beyond these
    kicker: str
    headline: str
    short_headline: str
    lede: str
    slug: str
    lead_photo_id: int | None

    @classmethod
    def of(cls, article: Article) -> Self:
        return cls._make(getattr(article, name) for name in cls._fields)

    @classmethod
    def stored(cls, pk: int | None) -> Self | None:
        """As the article is in the database; None when it is not there."""
        row = Article.objects.filter(pk=pk).values_list(*cls._fields).first() if pk else None
        return cls._make(row) if row else None

    def is_public(self, at: datetime) -> bool:
        return is_public(self.status, self.published_at, self.expires_at, at)

    def coming(self, at: datetime) -> tuple[datetime, ...]:
        """The moments after `at` at which it will appear or expire by itself."""
        times = (self.published_at, self.expires_at)
        return tuple(time for time in times if time and time > at) if self.status == Status.PUBLISHED else ()

    @property
    def shows(self) -> tuple[bool, bool]:
        return self.has_film, self.has_gallery

    @property
    def line(self) -> tuple[object, ...]:
        return (self.published_at, self.section_id, self.source_id, *self[self._fields.index("kicker") :])


def hold(article: Article) -> None:
    """Say of an article that was just read, and is locked, that the next save need not read it again."""
    article._stood = Standing.of(article)  # type: ignore[attr-defined]


def of_article(pk: int, before: Standing | None, after: Standing | None) -> set[str]:
    """What to purge when the article `pk` stands as `after` instead of `before` (None: it is not there)."""
    now = timezone.now()
    was, now_is = bool(before and before.is_public(now)), bool(after and after.is_public(now))
    tags = set()
    if was or now_is or _says_gone(before) or _says_gone(after):
        tags |= {article(pk), SEARCH}
    if was != now_is or (before and after and before.status != after.status):
        tags |= _of_breaking(pk, now)
    if was and not now_is:
        tags |= _of_leaving(pk, now)
    if now_is and not was:
        tags |= of_appearing([pk], now)
    if before and after and was and now_is and before.line != after.line:
        tags |= {line(pk)} | _of_lists_with(pk)
        tags |= _of_entering(pk, before, after, now)
    if before and after and was and now_is and before.shows != after.shows:
        tags.add(newest(SITE))  # a front has zones of such stories, whatever their time
    if before and after and was and now_is and before.significant_update_at != after.significant_update_at:
        tags |= set(map(told, lists_of([pk])[pk][0]))
    return tags | _of_coming(pk, before, after, now)


def of_appearing(pks: Sequence[int], now: datetime) -> set[str]:
    """What to purge when articles become public, or to make anew when it is known that they will."""
    tags = {MISSING, SEARCH}
    found = lists_of(pks)
    for pk, (lists, at) in found.items():
        tags |= {article(pk)} | entered(lists, at or now, now)
    tags |= _of_days(pks, {day_of(at) for _lists, at in found.values() if at}, now) | _of_pages_before(
        pks, now
    )
    # Lists of other stories that have waited for them, and their copies, which they may displace
    waiting = RelatedArticle.objects.filter(to_article__in=pks).order_by()
    tags |= {article(pk) for pk in waiting.values_list("from_article", flat=True)}
    for copy, best in _copies_of(pks):
        tags |= {article(copy), line(copy)} if best in pks else {article(copy)}
    if Correction.objects.filter(article__in=pks).exists():  # they are told again
        tags |= {newest(CORRECTIONS), deeper(CORRECTIONS)}
    return tags


def of_names(pk: int, names: Iterable[str]) -> set[str]:
    """What to purge when the article `pk` enters or leaves the lists of these names («keyword-5»)."""
    now, standing = timezone.now(), Standing.stored(pk)
    if not standing or not (standing.is_public(now) or standing.coming(now)):
        return set()
    return {article(pk), SEARCH} | entered(names, standing.published_at or now, now)


def of_copies(pks: Sequence[int]) -> set[str]:
    """What to purge when other articles than before are the best copies of `pks`."""
    now = timezone.now()
    public = Article.objects.published(now).filter(pk__in=pks)
    tags = {SEARCH, *map(line, pks), *map(article, pks)}
    for lists, at in lists_of(list(public.folded(now).values_list("pk", flat=True))).values():
        tags |= entered(lists, at or now, now)
    return tags | {article(pk) for pk, _best in _copies_of(pks)}


def of_many(pks: Sequence[int]) -> set[str]:
    """What to purge when articles were written in bulk, new ones and others."""
    if len(pks) > MOST_ARTICLES:
        return {ALL, SCHEDULE}
    return {SCHEDULE, *map(line, pks)} | of_appearing(pks, timezone.now())


def lists_of(pks: Sequence[int]) -> dict[int, tuple[set[str], datetime | None]]:
    """For each article that is there the lists that it stands in when it is public, and its time."""
    found: dict[int, tuple[set[str], datetime | None]] = {}
    if not pks:
        return found
    rows = Article.objects.filter(pk__in=pks).order_by()
    for pk, at, section, parent, source in rows.values_list(
        "pk", "published_at", "section", "section__parent", "source"
    ):
        more = {f"section-{parent}"} if parent else set()
        more |= {list_of_day(day_of(at))} if at else set()
        found[pk] = ({SITE, f"section-{section}", f"source-{source}"} | more, at)
    for pk, names in names_of(pks).items():
        found[pk][0].update(names)
    return found


def names_of(pks: Sequence[int]) -> dict[int, set[str]]:
    """The names of the lists of the keywords and authors of each article; one query."""
    keywords = ArticleKeyword.objects.filter(content_object__in=pks).order_by()
    bylines = Byline.objects.filter(article__in=pks).order_by()
    names = defaultdict(set)
    rows = keywords.values_list("content_object", Value("keyword"), "tag").union(
        bylines.values_list("article", Value("author"), "author")
    )
    for pk, kind, of in rows.order_by():
        names[pk].add(f"{kind}-{of}")
    return names


def _says_gone(standing: Standing | None) -> bool:
    return bool(standing and standing.status in (Status.WITHDRAWN, Status.ARCHIVED))


def _of_leaving(pk: int, now: datetime) -> set[str]:
    """Its line; feeds that tell of it; its keywords, whose pages count what they stand with; and where its
    copies come forward."""
    own, at = lists_of([pk]).get(pk, (set(), None))
    tags = {line(pk), *map(told, own)} | _of_days([pk], {day_of(at)} if at else set(), now)
    tags |= {newest(name) for name in own if name.startswith("keyword-")}
    followers = Article.objects.published(now).filter(copy_of=pk).values_list("pk", flat=True)
    for lists, at in lists_of(list(followers)).values():
        tags |= entered(lists, at or now, now)
    return tags


def _of_entering(pk: int, before: Standing, after: Standing, now: datetime) -> set[str]:
    """The lists in which it stands at another place than before; those that it left show its line."""
    kinds = []
    if before.section_id != after.section_id:
        kinds += [SITE, "section-"]
    if before.source_id != after.source_id:
        kinds += ["source-"]
    if before.published_at != after.published_at:
        kinds = [""]
    if not kinds:
        return set()
    lists, at = lists_of([pk])[pk]
    tags = entered((name for name in lists if name.startswith(tuple(kinds))), at or now, now)
    if before.published_at != after.published_at or before.section_id != after.section_id:
        tags |= _of_pages_before([pk], now)
    days = {day_of(moment) for moment in (before.published_at, after.published_at) if moment}
    return tags | (_of_days([pk], days, now) if len(days) > 1 else set())


def _of_days(pks: Sequence[int], days: set[date], now: datetime) -> set[str]:
    """What shows which days have stories, where one of `days` has none but `pks`; one query or none."""
    if not days:
        return set()
    others = Article.objects.exclude(pk__in=pks).order_by()
    each = [
        others.filter(published_at__gte=start_of(day), published_at__lt=end_of(day)).published(now)
        for day in days
    ]
    first = Article.objects.filter(pk__in=first_of([(stories, 1) for stories in each])).order_by()
    filled = {day_of(at) for at in first.values_list("published_at", flat=True) if at}
    return set() if filled == days else {ARCHIVE}


def _of_pages_before(pks: Sequence[int], now: datetime) -> set[str]:
    """The pages of stories at whose end these are the next of their section now; two queries."""
    places = Article.objects.filter(pk__in=pks).order_by()
    newer = [
        Article.objects.filter(section=section).after(at, pk).published(now).oldest()
        for pk, section, at in places.values_list("pk", "section", "published_at")
        if at
    ]
    if not newer:
        return set()
    first = Article.objects.filter(pk__in=first_of([(stories, 1) for stories in newer])).order_by()
    return {article(pk) for pk in first.values_list("pk", flat=True)}


def _of_breaking(pk: int, now: datetime) -> set[str]:
    """Everything, when the line above every page is about it: it becomes a link, or goes with its story."""
    return {ALL} if BreakingNews.objects.filter(article=pk, ends_at__gt=now).exists() else set()


def _of_lists_with(pk: int) -> set[str]:
    """Pages of stories that have it in a list and do not show it, for a headline that repeats another's."""
    rows = RelatedArticle.objects.filter(to_article=pk).order_by()
    return {article(owner) for owner in rows.values_list("from_article", flat=True)}


def _of_coming(pk: int, before: Standing | None, after: Standing | None, now: datetime) -> set[str]:
    """What must be made anew because it will change at a moment that was not known when it was made."""
    known = before.coming(now) if before else ()
    coming = after.coming(now) if after else ()
    tags = {SCHEDULE} if known != coming else set()
    if coming and after and not after.is_public(now):
        # With every save: it may be about to enter other lists than before.
        tags |= of_appearing([pk], now)
    elif coming and known != coming:  # it will expire
        tags |= {article(pk), *_of_leaving(pk, now)}
    return tags


def _copies_of(pks: Sequence[int]) -> list[tuple[int, int | None]]:
    """All other articles of the stories that these are copies in, each with its best copy."""
    rows = list(Article.objects.filter(pk__in=pks).order_by().values_list("pk", "copy_of"))
    bests = {best or pk for pk, best in rows}
    members = Article.objects.filter(Q(pk__in=bests) | Q(copy_of__in=bests)).exclude(pk__in=pks)
    return list(members.order_by().values_list("pk", "copy_of"))
