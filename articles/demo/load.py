"""Writes the demo newsroom into the database, once; never touches an article that is there already."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.demo.desk import load_desk
from articles.demo.photos import Photos, name_of
from articles.models import (
    Article,
    Author,
    Byline,
    Correction,
    ImportedPage,
    Page,
    RelatedArticle,
    Section,
    Source,
)
from articles.models.related import RelatedList
from articles.models.status import Status

HERE = Path(__file__).parent


def load_demo(now: datetime | None = None) -> tuple[int, int]:
    """Load the stories that are not here yet; how many were created, how many were here.

    Stories are dated back from `now`, so that a front page made today looks like today's. Each is
    remembered as an ImportedPage, as what came from outside is: an editor's later changes stay, a new
    headline does not bring the story back, and a story of the same name by other people is left alone.
    """
    now = now or timezone.now()
    stories = list(_stories())
    leads = [story["photo"] for story in stories if "photo" in story]
    photos = Photos([*leads, *_said("photos.toml")["photo"]], now)
    with transaction.atomic():
        newsroom = _said("newsroom.toml")
        _load_sections(newsroom["section"])
        _load_named(Source, newsroom["source"], "logo", photos)
        _load_named(Author, newsroom["author"], "photo", photos)
        _load_pages(_said("pages.toml")["page"])
        here = dict(ImportedPage.objects.filter(key__startswith="demo:").values_list("key", "article_id"))
        articles = {key.removeprefix("demo:"): Article(pk=pk) for key, pk in here.items()}
        new = [story for story in stories if story["key"] not in articles]
        for story in new:
            articles[story["key"]] = _load_story(story, photos, now)
        for story in new:
            _load_related(story, articles)
        load_desk(_said("desk.toml"), {story["key"]: articles[story["key"]] for story in new}, now)
    return len(new), len(stories) - len(new)


def _said(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text())


def _stories() -> Iterator[dict[str, Any]]:
    for path in sorted((HERE / "stories").glob("*.toml")):
        yield from tomllib.loads(path.read_text())["story"]


def _load_sections(rows: list[dict[str, Any]]) -> None:
    for position, row in enumerate(rows):
        parent = Section.objects.get(name=row["parent"]) if "parent" in row else None
        Section.objects.get_or_create(
            name=row["name"],
            defaults={
                "slug": row["slug"],
                "description": row["description"],
                "parent": parent,
                "is_opinion": row.get("is_opinion", False),
                "position": position,
            },
        )


def _load_named(
    model: type[Source] | type[Author], rows: list[dict[str, Any]], picture: str, photos: Photos
) -> None:
    for row in rows:
        name, other_names, pictured = row.pop("name"), row.pop("other_names", []), row.pop(picture, "")
        if model._default_manager.filter(name=name).exists():
            continue
        thing = model._default_manager.create(
            name=name, **row, **({picture: photos.called(pictured)} if pictured else {})
        )
        if isinstance(thing, Source):
            thing.set_other_spellings(other_names)


def _load_pages(rows: list[dict[str, Any]]) -> None:
    for position, row in enumerate(rows):
        Page.objects.get_or_create(
            name=row.pop("name"), defaults={**row, "position": position, "is_published": True}
        )


def _load_story(story: dict[str, Any], photos: Photos, now: datetime) -> Article:
    published_at = now - timedelta(hours=story["hours_ago"])
    status = Status(story["status"])
    article = Article.objects.create(
        kicker=story.get("kicker", ""),
        headline=story["headline"],
        short_headline=story.get("short_headline", ""),
        lede=story["lede"],
        body=photos.placed(story["body"]),
        section=Section.objects.get(name=story["section"]),
        source=Source.objects.get(name=story["source"]),
        source_url=story.get("source_url", ""),
        lead_photo=photos.called(name_of(story["photo"])) if "photo" in story else None,
        status=status,
        published_at=published_at if status in (Status.PUBLISHED, Status.WITHDRAWN) else None,
        expires_at=now + timedelta(hours=story["ends_hours"]) if "ends_hours" in story else None,
        first_published_at=published_at if status == Status.WITHDRAWN else None,
    )
    ImportedPage.objects.create(key=f"demo:{story['key']}", digest="", article=article)
    article.keywords.set(story.get("keywords", []))
    for position, author in enumerate(story.get("authors", [])):
        Byline.objects.create(
            article=article,
            author=Author.objects.get(name=author["name"]),
            role=author["role"],
            position=position,
        )
    for correction in story.get("corrections", []):
        issued_at = min(published_at + timedelta(hours=2), now)
        Correction.objects.create(article=article, issued_at=issued_at, **correction)
        Article.objects.filter(pk=article.pk).update(significant_update_at=issued_at)
    return article


def _load_related(story: dict[str, Any], articles: dict[str, Article]) -> None:
    article = articles[story["key"]]
    for kind, entries in (
        (RelatedList.READ_ALSO, story.get("read_also", [])),
        (RelatedList.SIMILAR, story.get("similar", [])),
    ):
        for position, entry in enumerate(entries):
            RelatedArticle.objects.create(
                from_article=article,
                kind=kind,
                position=position,
                to_article=articles[entry] if isinstance(entry, str) else None,
                title="" if isinstance(entry, str) else entry["title"],
            )
