"""The front page: a lead, a second rank, then a strip per section; no story twice."""

from collections import defaultdict
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.caching.headers import public, tag
from articles.caching.tags import SITE, article
from articles.caching.tags import newest as newest_end
from articles.context import sections_of
from articles.lines import Line
from articles.models import Byline, Section
from articles.views.listing import stories

SECOND_RANK = 4
LATEST = 8
STRIP = 5


@dataclass(frozen=True)
class Strip:
    section: Section
    articles: list[Line]


@public()
def home(request: HttpRequest) -> HttpResponse:
    newest = stories().newest()[: 1 + SECOND_RANK + LATEST].lines()
    # The newest story with a picture leads; on a day without pictures, the newest.
    lead = next((story for story in newest if story.photo), newest[0] if newest else None)
    others = [story for story in newest if story is not lead]
    rank, latest = others[:SECOND_RANK], others[SECOND_RANK:]

    shown = {story.pk for story in [lead, *rank] if story}
    strips = _strips(sections_of(request), shown)
    opinions = [story.pk for strip in strips if strip.section.is_opinion for story in strip.articles]
    authors = Byline.objects.names_of(opinions)
    context = {
        "lead": lead,
        "rank": rank,
        "latest": latest,
        "strips": strips,
        "authors": authors,
    }
    response = render(request, "articles/home.html", context)
    lines = [lead, *rank, *latest, *(story for strip in strips for story in strip.articles)]
    signed = [author for names in authors.values() for author in names]
    # Of an opinion it shows the signatures, too.
    tag(response, [*lines, *signed], [newest_end(SITE), *map(article, opinions)])
    return response


def _strips(sections: list[Section], shown: set[int]) -> list[Strip]:
    """A strip for each top section that has stories left, its children's among its own."""
    left = stories().exclude(pk__in=shown).newest()
    lines = left.first_of_each([section.pk for section in sections], STRIP).newest().lines()
    top_of = {section.pk: section.parent_id or section.pk for section in sections}
    of_top = defaultdict(list)
    for story in lines:
        of_top[top_of[story.section_id]].append(story)
    return [Strip(section, of_top[section.pk][:STRIP]) for section in sections if section.pk in of_top]
