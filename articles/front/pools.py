"""The stories of each rule of a front's zones, as many as its zones can need, in two statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet

from articles.lines import Line
from articles.models import Article, ArticleKeyword, Keyword, Section, Source, Zone
from articles.models.front import Fill, Layout
from articles.prepared import Prepared, padded
from articles.querysets import ArticleQuerySet, first_of, shown_photo
from articles.reading.ranking import LEAST_STORIES, in_order

# So many are looked through for one with a picture that leads.
LED_FROM = 13
# Of what stands above already, so many are passed over for one zone; beyond that it is shorter than its size.
MOST_ABOVE = 25
# The most read of so many days fill a zone.
READ_WITHIN = 1


@dataclass
class Pool:
    """Stories, newest first: of everything, and of each section, source and keyword (ids).

    Those that are read most come in the order of their ranking.
    """

    newest: list[Line] = field(default_factory=list)
    most_read: list[Line] = field(default_factory=list)
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
    most = {kind: max((needs[kind, pk] for pk in pks), default=0) for kind, pks in of.items()}
    kinds = (Fill.NEWEST, Fill.SECTION, Fill.SOURCE, Fill.READ)
    if any(of[kind] for kind in kinds):
        limits = [most[kind] for kind in kinds]
        rows = _found(*limits, at=at, sections=of[Fill.SECTION], sources=of[Fill.SOURCE], shown=shown)
        stories = [story for story, _rank in rows]
        found.newest = stories[: limits[0]]
        ranked = sorted((rank, story.pk, story) for story, rank in rows if rank)
        found.most_read = [story for *_place, story in ranked] if len(ranked) >= LEAST_STORIES else []
        for story in stories:
            found.of_section[story.section_id].append(story)
            found.of_source[story.source_id].append(story)
    if keywords := of[Fill.KEYWORD]:
        for keyword, *row in _with_keyword(most[Fill.KEYWORD], at=at, keywords=keywords, shown=shown):
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
    """How many stories of which list the zones need, counting what may stand above them already."""
    needs: dict[tuple[str, int], int] = {}
    above: list[tuple[set[int], int]] = []  # the sections it is limited to, how many
    for zone in zones:
        lists = _lists_of(zone, each, sections)
        within = {pk for kind, pk in lists if kind == Fill.SECTION}
        met = sum(size for other, size in above if not (within and other) or within & other)
        least = LEAST_STORIES if zone.fill == Fill.READ else 0
        wanted = zone.size + (met if zone.fill == Fill.NEWEST else min(met, MOST_ABOVE))
        for one in lists:
            needs[one] = max(needs.get(one, 0), wanted, LED_FROM if zone.layout == Layout.LEAD else least)
        strips = len(each) if zone.fill == Fill.EACH else 1
        above.append((within, zone.size * strips))
    if shows_newest(zones):
        needs.setdefault((Fill.NEWEST, 0), 1)
    return needs


def _lists_of(zone: Zone, each: Sequence[Section], sections: Sequence[Section]) -> list[tuple[str, int]]:
    """The lists that a zone takes from: the kind of the rule and the id of what it names."""
    match zone.fill:
        case Fill.NEWEST:
            return [(Fill.NEWEST, 0)]
        case Fill.READ:
            return [(Fill.READ, 0)]
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


def _of_rules(newest: int, of_section: int, of_source: int, read: int, **asked: Any) -> QuerySet[Any]:
    """Newest first; behind each line its place among the most read, where a zone asks for these."""
    stories = _stories(asked["at"], asked["shown"]).newest()
    lists = [(stories, newest)] if newest else []
    lists += [(stories.filter(section=pk), of_section) for pk in asked["sections"]]
    lists += [(stories.filter(source=pk), of_source) for pk in asked["sources"]]
    lists += [(in_order(_stories(asked["at"], asked["shown"]), READ_WITHIN), read)] if read else []
    found = Article.objects.filter(pk__in=first_of(lists)).newest()
    if not read:
        return found.lines(asked["at"])
    of_day = Q(rankings__ranking=READ_WITHIN)
    return found.alias(ranked=FilteredRelation("rankings", condition=of_day)).lines(
        asked["at"], "ranked__place"
    )


def _with_rank(row: Sequence[Any]) -> tuple[Line, int | None]:
    columns = len(Line.COLUMNS)
    return Line.of(row[:columns]), next(iter(row[columns:]), None)


_found = Prepared(_of_rules, _with_rank)


@Prepared
def _with_keyword(limit: int, at: datetime, keywords: list[int], shown: list[int]) -> QuerySet[Any]:
    """Along with each line the keyword for which it is here: a story may have several of them."""
    stories = _stories(at, shown)
    links = first_of([(stories.with_keyword(pk).newest(), limit) for pk in keywords], "keyword_links__pk")
    found = ArticleKeyword.objects.filter(pk__in=links).order_by("-published_at", "-content_object")
    seen = found.alias(photo=shown_photo(at, "content_object__lead_photo"))
    return seen.values_list("tag", *Line.columns_over("content_object"))


def _stories(at: datetime, shown: list[int]) -> ArticleQuerySet:
    stories: ArticleQuerySet = Article.objects.published(at).folded(at)
    return stories.exclude(pk__in=shown) if shown else stories
