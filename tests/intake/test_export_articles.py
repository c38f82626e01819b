from __future__ import annotations

import gzip
import json
from datetime import timedelta

import pytest
from django.core.management import CommandError
from django.utils import timezone

from articles.intake import export as exporting
from articles.models import Article, Byline
from tests import factories
from tests.intake.archives import archive, export, import_, line

pytestmark = pytest.mark.django_db


def test_what_came_in_goes_out_as_it_was(tmp_path):
    lines = [line(), line(id="x-2", title="خبر آخر", author=["ليلى", "كريم"], keywords=[], lede="", url="")]
    import_(archive(tmp_path / "in.jsonl", *lines))
    assert export() == lines


def test_in_out_in_changes_nothing(tmp_path):
    rich = "<h2>عنوان فرعي</h2><p>نص مع <strong>تشديد</strong> و&amp;</p><ul><li>بند</li></ul>"
    lines = [
        line(title="  عنوان فيه   فراغ ", body="سطر\r\n\n\u200f سطر\u00a0ثان &amp; < \t\n"),
        line(id="x-2", body_html=rich, kicker="تمهيد", short_title="قصير", expires="2124-01-01"),
        line(id="x-3", author=["ليلى", "كريم"], keywords=["إيران", "ایران", "C++", "نقطة، وفاصلة"]),
        line(id="x-4", section="", published="2024-10-11T10:00:00.123456+03:00", body=""),
    ]
    import_(archive(tmp_path / "in.jsonl", *lines))
    before = list(Article.objects.order_by("pk").values())
    out = tmp_path / "out.jsonl.gz"
    export(out=out)
    assert import_(out) == "0 created, 0 updated, 4 unchanged, 0 failed"
    assert list(Article.objects.order_by("pk").values()) == before

    written = export()
    Article.objects.all().delete()
    import_(out)
    assert export() == written


def test_stories_of_our_own_are_known_again(tmp_path):
    article = factories.article(keywords=["ميناء"], authors=[factories.author("ليلى")])
    Byline.objects.update(role="editor")
    out = tmp_path / "out.jsonl"
    export(out=out)
    assert json.loads(out.read_text())["id"] == f"a{article.pk}"
    assert import_(out) == "0 created, 0 updated, 1 unchanged, 0 failed"
    assert Byline.objects.get().role == "editor"


def test_another_newsrooms_number_is_no_story_of_ours(tmp_path):
    article = factories.article()
    import_(archive(tmp_path / "in.jsonl", line(id=f"a{article.pk}")))
    assert Article.objects.count() == 2
    assert Article.objects.get(external_id=f"a{article.pk}").pk != article.pk


def test_only_what_readers_see_unless_all_is_asked_for(tmp_path):
    shown = factories.article()
    factories.article(status="draft", published_at=None)
    factories.article(status="withdrawn")
    factories.article(published_at=timezone.now() + timedelta(hours=1))
    factories.article(expires_at=timezone.now() - timedelta(minutes=1))
    assert [fields["id"] for fields in export()] == [f"a{shown.pk}"]
    everything = export(all=True)
    assert [fields.get("status") for fields in everything] == [None, "draft", "withdrawn", None, None]

    out = archive(tmp_path / "all.jsonl", *everything)
    Article.objects.all().delete()
    import_(out)
    assert sorted(Article.objects.values_list("status", flat=True)) == [
        "draft",
        "published",
        "published",
        "published",
        "withdrawn",
    ]
    assert Article.objects.published().count() == 1


def test_since_and_section():
    old = factories.article(published_at=timezone.now() - timedelta(days=30))
    other = factories.article(section=factories.section("رياضة"))
    assert len(export()) == 2
    week = (timezone.now() - timedelta(days=7)).isoformat()
    assert [fields["id"] for fields in export(since=week)] == [f"a{other.pk}"]
    assert [fields["id"] for fields in export(section=str(old.section))] == [f"a{old.pk}"]
    for wrong in ({"since": "أمس"}, {"section": "لا قسم"}):
        with pytest.raises(CommandError):
            export(**wrong)


def test_queries_grow_by_chunks_not_by_articles(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(exporting, "_CHUNK", 4)
    for _ in range(8):
        factories.article(keywords=["ميناء", "رصيف"], authors=[factories.author()])
    with django_assert_num_queries(1 + 2 * 3 + 1):  # how many, two chunks, no third
        assert len(export()) == 8


def test_a_file_appears_when_it_is_whole(tmp_path, monkeypatch):
    factories.article()
    out = tmp_path / "out.jsonl.gz"
    export(out=out)
    assert len(gzip.decompress(out.read_bytes()).splitlines()) == 1
    before = out.read_bytes()

    def broken(*args: object) -> dict[str, object]:
        raise RuntimeError

    monkeypatch.setattr(exporting, "line_of", broken)
    with pytest.raises(RuntimeError):
        export(out=out)
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl.gz"]
    assert out.read_bytes() == before
    with pytest.raises(CommandError, match="cannot be written"):
        export(out=tmp_path / "no-folder" / "out.jsonl")


def test_photos_of_a_text_come_back_to_the_story_that_had_them_and_to_no_other(tmp_path):
    photo, card = factories.photo(), '<figure data-embed="https://t.me/portnews/41"></figure>'
    body = f'<p>نص</p><figure data-photo="{photo.pk}"></figure>{card}'
    story = factories.article(body=body)
    out = tmp_path / "out.jsonl"
    export(out=out)
    assert import_(out) == "0 created, 0 updated, 1 unchanged, 0 failed"
    import_(archive(tmp_path / "in.jsonl", line(id="elsewhere", body_html=body)))
    assert Article.objects.get(external_id="elsewhere").body == f"<p>نص</p>{card}"
    import_(archive(tmp_path / "less.jsonl", line(id=f"a{story.pk}", title=story.headline)))
    story.refresh_from_db()
    assert "data-photo" not in story.body
    assert not story.body_photos.exists()
