"""What the rules of a source purge, and what a merge of sources does, and its end."""

from __future__ import annotations

from typing import Any

import pytest

from articles.authority.sources import merge
from articles.authority.undo import undo
from articles.models import Article, Source
from tests import factories
from tests.caching.newsroom import ENERGY, HEADS, deep

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair() -> tuple[Source, Source]:
    return factories.source("المرفأ"), factories.source("صحيفة المرفأ")


def test_a_merge_of_sources_and_its_end_touch_what_shows_them(
    kept_here, is_kept, reader, editor, committed, pair
):
    keep, gone = pair
    pages = {}
    for source in (keep, gone, factories.source("الوكالة")):
        story = factories.article(source=source, section=factories.section())
        for shown in (source, story, story.section):
            pages[f"{source.name}: {shown._meta.model_name}"] = shown.get_absolute_url()
    old = pages.pop("صحيفة المرفأ: source")

    def made_anew() -> set[str]:
        return {name for name, path in pages.items() if not is_kept(path)}

    made_anew()
    with committed():
        act = merge(keep=keep, gone=gone, by=editor)
    assert reader.get(old)["Location"] == keep.get_absolute_url()
    moved = {"صحيفة المرفأ: article", "صحيفة المرفأ: section"}
    own = {"المرفأ: source", "المرفأ: article", "المرفأ: section"}
    assert made_anew() == moved | own
    with committed():
        undo(act=act, by=editor)
    assert reader.get(old).status_code == 200
    assert made_anew() == moved | own
    assert "صحيفة المرفأ" in reader.get(pages["صحيفة المرفأ: section"]).content.decode()


def test_the_tags_of_a_merge_and_of_its_end(kept_here, renewed, editor, committed, pair):
    keep, gone = pair
    names = {f"source-{keep.pk}", f"source-{gone.pk}"}
    lists = {f"{name}-{part}" for name in names for part in ("new", "old")}
    with committed():
        act = merge(keep=keep, gone=gone, by=editor)
    assert set().union(*renewed) == names | lists | {"feeds", "missing", "search"}
    renewed.clear()
    with committed():
        undo(act=act, by=editor)
    assert set().union(*renewed) == names | lists | {"feeds", "missing", "search"}


def changed_rules(source: Any, **rules: Any) -> None:
    source.refresh_from_db()
    for name, value in rules.items():
        setattr(source, name, value)
    source.save()


def test_a_rule_of_a_source_purges_what_shows_its_stories(newsroom, committed):
    newsroom.pages |= {f"{name} feed": f"{newsroom.pages[name]}feed.rss" for name in ("harbour", "agency")}
    newsroom.look_at_all()
    with committed():
        changed_rules(newsroom.harbour, permits="headline")
    lists = ENERGY | {"leila", "ships"}
    # Feeds name sources, and results are found by them.
    feeds = {f"{name} feed" for name in ("ships", "ball", "harbour", "agency")}
    assert newsroom.gone() == HEADS | feeds | {"old"} | lists | deep(lists)


def test_another_time_takes_stories_off_their_pages_and_brings_them_back(newsroom, clock, committed):
    with committed():
        changed_rules(newsroom.agency, expiry_days=1)
    clock.forward(days=1, hours=2)
    del newsroom.pages["other"]  # a 404 is not kept
    newsroom.look_at_all()
    assert not Article.objects.published().filter(source=newsroom.agency).exists()
    with committed():
        changed_rules(newsroom.agency, expiry_days=None)
    lists = {"agency", "sport", "ball", "tariq"}
    assert newsroom.gone() - {"old"} == HEADS | {"ships feed", "ball feed"} | lists | deep(lists)
