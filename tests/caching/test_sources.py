"""What a merge of sources purges, and what taking it back does."""

from __future__ import annotations

import pytest

from articles.authority.sources import merge
from articles.authority.undo import undo
from articles.models import Source
from tests import factories

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
