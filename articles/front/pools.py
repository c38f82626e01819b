"""The stories of each rule of a front's zones, as many as its zones can need, in two statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import FilteredRelation, Q, QuerySet

from articles.lines import Line
from articles.models import Article, ArticleKeyword, Keyword, Section, Source, Zone
from articles.models.front import Fill, Layout
from articles.prepared import Prepared, padded
from articles.querysets import ArticleQuerySet, first_of, shown_photo
from articles.reading.ranking import LEAST_STORIES, in_order

# So many are looked through for one with a picture that leads.
LED_FROM = 13
# The most read of so many days fill a zone.
READ_WITHIN = 1


@dataclass
class Pool:
    """Stories, newest first: of everything, and of each section, source and keyword (ids).

    Those that are read most come in the order of their ranking.
    """

    newest: list[Line] = field(default_factory=list)
    most_read: list[Line] = field(default_factory=list)
    films: list[Line] = field(default_factory=list)
    galleries: list[Line] = field(default_factory=list)
    of_section: dict[int, list[Line]] = field(default_factory=lambda: defaultdict(list))
    of_source: dict[int, list[Line]] = field(default_factory=lambda: defaultdict(list))
    of_keyword: dict[int, list[Line]] = field(default_factory=lambda: defaultdict(list))
    each: list[Section] = field(default_factory=list)  # the sections that have no zone of their own

    def of(
        self, zone: Zone, sections: Sequence[Section]
    ) -> Iterator[tuple[Section | Keyword | Source | None, Sequence[Line]]]:
        """What the rule of `zone` names, and its stories; of a zone for each section one after another."""
        if zone.fill == Fill.EACH:
            for section in self.each:
                if stories := self._of_family(section, sections):
                    yield section, stories
        elif zone.fill == Fill.NEWEST:
            yield None, self.newest
        elif zone.fill == Fill.READ:
            yield None, self.most_read
        elif zone.fill == Fill.FILM:
            yield None, self.films
        elif zone.fill == Fill.GALLERY:
            yield None, self.galleries
        elif zone.section and zone.fill == Fill.SECTION:
            yield zone.section, self._of_family(zone.section, sections)
        elif zone.source and zone.fill == Fill.SOURCE:
            yield zone.source, self.of_source[zone.source.pk]
        elif zone.keyword and zone.fill == Fill.KEYWORD:
            yield zone.keyword, self.of_keyword[zone.keyword.pk]
        else:
            yield None, []

    def _of_family(self, section: Section, sections: Sequence[Section]) -> list[Line]:
        """Its stories with its children's among them, each once."""
        family = family_of(section, sections)
        if len(family) == 1:
            return self.of_section[section.pk]
        stories = [story for pk in family for story in self.of_section[pk]]
        return sorted(stories, key=lambda story: (story.published_at, story.pk), reverse=True)


def family_of(section: Section, sections: Sequence[Section]) -> list[int]:
    """The ids of a section and of its children."""
    return [section.pk, *(child.pk for child in sections if child.parent_id == section.pk)]


def shows_newest(zones: Sequence[Zone]) -> bool:
    """Whether a new story appears on a front with these zones, whatever it is about."""
    return any(zone.fill in (Fill.NEWEST, Fill.EACH) for zone in zones)


def pool(zones: Sequence[Zone], pinned: Sequence[Line], at: datetime, sections: Sequence[Section]) -> Pool:
    """What may fill `zones` at the moment `at`, without the stories that are `pinned` and their copies."""
    found = Pool(each=_without_zone(zones, sections))
    needs = _needs(zones, found.each, sections)
    shown = padded(sorted({pk for story in pinned for pk in (story.pk, story.copy_of or story.pk)}))
    of = {kind: [pk for one, pk in needs if one == kind] for kind in Fill}
    deep = {kind: tuple(needs[kind, pk] for pk in pks) for kind, pks in of.items()}
    if any(of[kind] for kind in _TOGETHER):
        depths = [deep[kind] for kind in _TOGETHER]
        rows = _found(*depths, at=at, sections=of[Fill.SECTION], sources=of[Fill.SOURCE], shown=shown)
        stories = [row.story for row in rows]
        found.newest = stories[: sum(deep[Fill.NEWEST])]
        found.films = [row.story for row in rows if row.has_film]
        found.galleries = [row.story for row in rows if row.has_gallery]
        ranked = sorted((row.rank, row.story.pk, row.story) for row in rows if row.rank)
        found.most_read = [story for *_place, story in ranked] if len(ranked) >= LEAST_STORIES else []
        for story in stories:
            found.of_section[story.section_id].append(story)
            found.of_source[story.source_id].append(story)
    if keywords := of[Fill.KEYWORD]:
        for keyword, *row in _with_keyword(deep[Fill.KEYWORD], at=at, keywords=keywords, shown=shown):
            found.of_keyword[keyword].append(Line.of(row))
    return found


def _without_zone(zones: Sequence[Zone], sections: Sequence[Section]) -> list[Section]:
    if not any(zone.fill == Fill.EACH for zone in zones):
        return []
    own = {zone.section_id for zone in zones if zone.fill == Fill.SECTION}
    return [section for section in sections if section.parent_id is None and section.pk not in own]


def _needs(
    zones: Sequence[Zone], each: Sequence[Section], sections: Sequence[Section]
) -> dict[tuple[str, int], int]:
    """How many stories of which list the zones need: as deep as what stands above them already can reach."""
    needs: dict[tuple[str, int], int] = {}
    above: list[tuple[set[int], int]] = []  # the sections it is limited to, how many
    for zone in zones:
        lists = _lists_of(zone, each, sections)
        within = {pk for kind, pk in lists if kind == Fill.SECTION}
        met = sum(size for other, size in above if not (within and other) or within & other)
        least = LED_FROM if zone.layout == Layout.LEAD else LEAST_STORIES if zone.fill == Fill.READ else 0
        for one in lists:
            needs[one] = max(needs.get(one, 0), zone.size + met, least)
        strips = len(each) if zone.fill == Fill.EACH else 1
        above.append((within, zone.size * strips))
    if shows_newest(zones):
        needs.setdefault((Fill.NEWEST, 0), 1)
    return needs


def _lists_of(zone: Zone, each: Sequence[Section], sections: Sequence[Section]) -> list[tuple[str, int]]:
    """The lists that a zone takes from: the kind of the rule and the id of what it names."""
    match zone.fill:
        case Fill.NEWEST | Fill.READ | Fill.FILM | Fill.GALLERY:
            return [(zone.fill, 0)]
        case Fill.EACH:
            return [(Fill.SECTION, pk) for section in each for pk in family_of(section, sections)]
        case Fill.SECTION if zone.section:
            return [(Fill.SECTION, pk) for pk in family_of(zone.section, sections)]
        case Fill.SOURCE if zone.source:
            return [(Fill.SOURCE, zone.source.pk)]
        case Fill.KEYWORD if zone.keyword:
            return [(Fill.KEYWORD, zone.keyword.pk)]
    return []


# --- Statements -----------------------------------------------------------------------------------------


class _Row(NamedTuple):
    """A story with what tells in which lists it stands."""

    story: Line
    has_film: bool
    has_gallery: bool
    rank: int | None  # among the most read, where a zone asks for these

    @classmethod
    def of(cls, row: Sequence[Any]) -> _Row:
        columns = len(Line.COLUMNS)
        has_film, has_gallery, *rank = row[columns:]
        return cls(Line.of(row[:columns]), has_film, has_gallery, next(iter(rank), None))


# The lists that one statement reads, in the order in which it takes their depths
_TOGETHER = (Fill.NEWEST, Fill.SECTION, Fill.SOURCE, Fill.FILM, Fill.GALLERY, Fill.READ)


def _of_rules(*depths: tuple[int, ...], **asked: Any) -> QuerySet[Any]:
    """Newest first. The depths of the lists of each kind: of some there is one or none."""
    newest, of_section, of_source, film, gallery, read = depths
    stories = _stories(asked["at"], asked["shown"]).newest()
    lists = [(stories, depth) for depth in newest]
    lists += [(stories.filter(section=pk), n) for pk, n in zip(asked["sections"], of_section, strict=True)]
    lists += [(stories.filter(source=pk), n) for pk, n in zip(asked["sources"], of_source, strict=True)]
    lists += [(stories.filter(has_film=True), depth) for depth in film]
    lists += [(stories.filter(has_gallery=True), depth) for depth in gallery]
    lists += [(in_order(_stories(asked["at"], asked["shown"]), READ_WITHIN), depth) for depth in read]
    found = Article.objects.filter(pk__in=first_of(lists)).newest()
    columns = ["has_film", "has_gallery"]
    if read:
        of_day = Q(rankings__ranking=READ_WITHIN)
        found = found.alias(ranked=FilteredRelation("rankings", condition=of_day))
        columns.append("ranked__place")
    return found.lines(asked["at"], *columns)


_found = Prepared(_of_rules, _Row.of)


@Prepared
def _with_keyword(
    depths: tuple[int, ...], at: datetime, keywords: list[int], shown: list[int]
) -> QuerySet[Any]:
    """Along with each line the keyword for which it is here: a story may have several of them."""
    stories = _stories(at, shown)
    lists = [(stories.with_keyword(pk).newest(), n) for pk, n in zip(keywords, depths, strict=True)]
    links = first_of(lists, "keyword_links__pk")
    found = ArticleKeyword.objects.filter(pk__in=links).order_by("-published_at", "-content_object")
    seen = found.alias(photo=shown_photo(at, "content_object__lead_photo"))
    return seen.values_list("tag", *Line.columns_over("content_object"))


def _stories(at: datetime, shown: list[int]) -> ArticleQuerySet:
    stories: ArticleQuerySet = Article.objects.published(at).folded(at)
    return stories.exclude(pk__in=shown) if shown else stories
