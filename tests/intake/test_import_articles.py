from __future__ import annotations

import io
import json
import threading
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from articles import refresh
from articles.management.commands import import_articles as command
from articles.models import Article, ArticleKeyword, Author, Byline, Keyword, RelatedArticle, Section, Source
from tests import factories
from tests.intake.archives import archive, import_, line

pytestmark = pytest.mark.django_db


def everything() -> list[Any]:
    return [
        list(model.objects.order_by("pk").values())
        for model in (Article, Keyword, Source, Section, Author, ArticleKeyword, Byline, RelatedArticle)
    ]


def test_a_line_becomes_an_article(path):
    assert import_(archive(path, line())) == "1 created, 0 updated, 0 unchanged, 0 failed"
    article = Article.objects.get()
    assert article.is_published
    assert article.external_id == "x-1"
    assert (article.headline, article.slug) == ("رصيف جديد في ميناء الرمال", "رصيف-جديد-في-ميناء-الرمال")
    assert article.body == "<p>الفقرة الأولى من الخبر.</p>\n<p>الفقرة الثانية منه.</p>"
    assert (str(article.source), str(article.section)) == ("المرفأ", "اقتصاد")
    assert [str(keyword) for keyword in article.keyword_list] == ["ميناء الرمال", "الرصيف الجديد"]
    assert [str(by.author) for by in article.bylines.all()] == ["ليلى الحمداني"]
    assert timezone.localtime(article.published_at).isoformat() == "2024-10-11T18:30:00+03:00"
    assert article.first_published_at == article.published_at


def test_keywords_and_authors_list_it_in_its_place(path, reader):
    import_(archive(path, line()))
    for link in (*ArticleKeyword.objects.all(), *Byline.objects.all()):
        assert link.published_at == Article.objects.get().published_at
    for thing in (Keyword.objects.first(), Author.objects.get(), Source.objects.get()):
        assert "رصيف جديد في ميناء الرمال" in reader.get(thing.get_absolute_url()).content.decode()


def test_storing_it_again_changes_nothing_and_asks_once_a_batch(path, django_assert_num_queries):
    archive(path, *(line(id=str(number)) for number in range(40)))
    import_(path)
    before = everything()
    with django_assert_num_queries(3):  # the savepoint, what is known, its release
        assert import_(path) == "0 created, 0 updated, 40 unchanged, 0 failed"
    assert everything() == before


def test_queries_do_not_grow_with_a_batch(path, django_assert_max_num_queries):
    names = [f"كلمة {number}" for number in range(30)]
    archive(path, *(line(id=str(n), keywords=names[n : n + 5], author=f"كاتب {n}") for n in range(25)))
    with django_assert_max_num_queries(120):  # the steps of refresh() and their savepoints among them
        import_(path)


def test_what_was_stored_before_a_stop_is_skipped(path):
    import_(archive(path, line(id="1"), line(id="2")))
    archive(path, line(id="1"), line(id="2"), line(id="3"))
    assert import_(path) == "1 created, 0 updated, 2 unchanged, 0 failed"


def test_a_changed_line_updates_its_article(path):
    import_(archive(path, line(), line(id="x-2", title="خبر آخر")))
    pk = Article.objects.get(external_id="x-1").pk
    changed = line(title="عنوان جديد", keywords=["ميناء"], author="كريم", published="2024-10-12")
    assert import_(archive(path, changed)) == "0 created, 1 updated, 0 unchanged, 0 failed"
    article = Article.objects.get(external_id="x-1")
    assert (article.pk, article.slug, article.version) == (pk, "عنوان-جديد", 2)
    assert [str(keyword) for keyword in article.keyword_list] == ["ميناء"]
    assert [str(by.author) for by in article.bylines.all()] == ["كريم"]
    assert set(article.keyword_links.values_list("published_at", flat=True)) == {article.published_at}
    assert set(article.bylines.values_list("published_at", flat=True)) == {article.published_at}
    assert Article.objects.count() == 2


def test_roles_stay_and_move_with_the_article(path):
    import_(archive(path, line()))
    Byline.objects.update(role="photographer")
    import_(archive(path, line(published="2024-10-20T10:00:00Z")))
    byline = Byline.objects.get()
    assert byline.role == "photographer"
    assert byline.published_at == Article.objects.get().published_at


def test_what_editors_changed_stays_while_the_line_stays(path):
    import_(archive(path, line()))
    article = Article.objects.get()
    article.headline, article.status = "عنوان المحرر", "withdrawn"
    article.save()
    import_(path)
    article.refresh_from_db()
    assert article.headline == "عنوان المحرر"
    import_(archive(path, line(lede="مقدمة أخرى.")))
    article.refresh_from_db()
    assert (article.lede, article.status) == ("مقدمة أخرى.", "withdrawn")


def test_a_line_written_differently_is_the_same(path):
    import_(archive(path, line()))
    before = everything()
    archive(path, json.dumps(line(), indent=None, sort_keys=True))
    assert import_(path).startswith("0 created, 0 updated, 1 unchanged")
    assert everything() == before


def test_an_id_twice_is_one_article(path):
    assert import_(archive(path, line(), line(lede="أخرى."), line(lede="أخرى."))).startswith(
        "1 created, 1 updated, 1 unchanged"
    )


def test_names_are_found_by_any_spelling(path):
    source = factories.source("جريدة المرفأ")
    source.set_other_spellings(["المرفأ"])
    keyword = factories.keyword("رئيس إيران")
    import_(archive(path, line(keywords=["رئیس إیران", "رئيس ايران", "ايران"])))
    article = Article.objects.get()
    assert article.source == source
    assert [str(found) for found in article.keyword_list] == ["رئيس إيران", "ايران"]
    assert article.keyword_list[0] == keyword


def test_keywords_that_share_a_slug_are_two(path):
    import_(archive(path, line(keywords=["C++", "C#", "C"])))
    assert sorted(Keyword.objects.values_list("slug", flat=True)) == ["c", "c-2", "c-3"]


def test_what_a_line_does_not_say(path):
    own = factories.source("السدرة", kind="own")
    import_(archive(path, {"id": 7, "title": "عنوان", "published": "2024-10-11"}))
    article = Article.objects.get()
    assert (article.external_id, article.source, str(article.section)) == ("7", own, "أخبار")
    assert (article.lede, article.body, article.source_url) == ("", "", "")


def test_section_and_draft_for_lines_without_them(path):
    archive(path, line(section=""), line(id="x-2"), line(id="x-3", published=""))
    assert "3 created" in import_(path, section="متابعات", draft=True)
    assert sorted(Article.objects.values_list("section__name", flat=True)) == ["اقتصاد", "اقتصاد", "متابعات"]
    assert set(Article.objects.values_list("status", flat=True)) == {"draft"}


def test_html_is_cleaned(path):
    body = '<h2>عنوان فرعي</h2><p onclick="x()">نص</p><script>alert(1)</script>'
    import_(archive(path, line(body_html=body), line(id="x-2", body="<b>1 < 2</b>")))
    html, text = Article.objects.order_by("pk").values_list("body", flat=True)
    assert html == "<h2>عنوان فرعي</h2><p>نص</p>"
    assert text == "<p>&lt;b&gt;1 &lt; 2&lt;/b&gt;</p>"


def test_optional_fields(path):
    fields = {"kicker": "نقل", "short_title": "رصيف", "expires": "2124-01-01", "status": "withdrawn"}
    import_(archive(path, line(**fields)))
    article = Article.objects.get()
    assert (article.kicker, article.short_headline, article.status) == ("نقل", "رصيف", "withdrawn")
    assert article.expires_at.year in (2123, 2124)


def test_titles_that_waited_become_links(path):
    waiting = factories.article()
    row = factories.related(waiting, "رصيف جديد في ميناء الرمال")
    import_(archive(path, line()))
    row.refresh_from_db()
    assert row.to_article == Article.objects.get(external_id="x-1")


def test_of_two_with_one_headline_the_later_is_the_one_that_was_waited_for(path):
    row = factories.related(factories.article(), "رصيفٌ جديد في ميناء الرمال")
    import_(archive(path, line(), line(id="x-2"), line(id="x-3", title="خبر آخر")))
    row.refresh_from_db()
    assert row.to_article == Article.objects.get(external_id="x-2")


def test_what_is_derived_follows_once_a_batch(path, monkeypatch):
    seen: list[list[str]] = []
    monkeypatch.setattr(command, "BATCH", 2)
    monkeypatch.setattr(
        refresh, "STEPS", [lambda articles: seen.append([article.external_id for article in articles])]
    )
    import_(archive(path, *(line(id=str(number)) for number in range(3))))
    import_(path)
    assert seen == [["0", "1"], ["2"]]


def test_a_dry_run_stores_nothing(path):
    before = everything()
    text = import_(archive(path, line(), line(id="x-2")), dry_run=True)
    assert text == "2 created, 0 updated, 0 unchanged, 0 failed (dry run: nothing stored)"
    assert everything() == before


def test_compressed_files_and_the_standard_input(tmp_path, monkeypatch):
    packed = archive(tmp_path / "a.jsonl.gz", line())
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(packed.read_bytes())))
    assert import_("-").startswith("1 created")
    other = archive(tmp_path / "b.jsonl", b"\xef\xbb\xbf" + json.dumps(line(id="x-2")).encode(), "", "  ")
    assert import_(packed, other) == "1 created, 0 updated, 1 unchanged, 0 failed"


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_one_archive_at_once(path):
    archive(path, *(line(id=str(n), keywords=[f"كلمة {n}", f"كلمة {n + 1}"]) for n in range(30)))
    outcomes: list[str] = []
    barrier = threading.Barrier(2)

    def work() -> None:
        barrier.wait()
        try:
            outcomes.append(import_(path))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [
        "0 created, 0 updated, 30 unchanged, 0 failed",
        "30 created, 0 updated, 0 unchanged, 0 failed",
    ]
    assert (Article.objects.count(), Keyword.objects.count()) == (30, 31)
