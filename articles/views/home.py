"""The front page: a lead, a second rank, then a strip per section; no story twice."""

from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.caching.headers import public, tag
from articles.context import sections_of
from articles.models import Section
from articles.views.listing import published

SECOND_RANK = 4
LATEST = 8
STRIP = 5


@dataclass(frozen=True)
class Strip:
    section: Section
    articles: list[Any]


@public
def home(request: HttpRequest) -> HttpResponse:
    sections = sections_of(request)
    newest = list(published().for_listing().newest()[: 1 + SECOND_RANK + LATEST])
    # The newest story with a picture leads; on a day without pictures, the newest.
    lead = next((story for story in newest if story.lead_photo_id), newest[0] if newest else None)
    others = [story for story in newest if story is not lead]
    rank, latest = others[:SECOND_RANK], others[SECOND_RANK:]

    shown = {story.pk for story in [lead, *rank] if story}
    strips = _strips(sections, shown)
    authors = {
        story.pk: [byline.author for byline in story.bylines.all()]
        for strip in strips
        if strip.section.is_opinion
        for story in strip.articles
    }
    context = {"lead": lead, "rank": rank, "latest": latest, "strips": strips, "authors": authors}
    response = render(request, "articles/home.html", context)
    tag(response, [lead, *rank, *latest, *(story for strip in strips for story in strip.articles)])
    return response


def _strips(sections: list[Section], shown: set[int]) -> list[Strip]:
    """A strip for each top section that has stories left, its children's among its own."""
    left = published().exclude(pk__in=shown)
    branches = [left.filter(section=section).newest() for section in sections]
    stories = list(left.among_first(branches, STRIP).for_listing().newest())
    top_of = {section.pk: section.parent_id or section.pk for section in sections}
    strips = []
    for section in sections:
        if own := [story for story in stories if top_of[story.section_id] == section.pk][:STRIP]:
            strips.append(Strip(section, own))
    signed = [story for strip in strips if strip.section.is_opinion for story in strip.articles]
    prefetch_related_objects(signed, "bylines__author")
    return strips
