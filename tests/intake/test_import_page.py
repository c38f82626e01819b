from __future__ import annotations

import io
import re
import threading
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from articles.intake.page import import_page
from articles.models import Article, Keyword, RelatedArticle, Source
from articles.models.related import Origin
from tests import factories

PAGE = (Path(__file__).parent.parent / "data/page.txt").read_text()
pytestmark = pytest.mark.django_db


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(PAGE)
    return path


def run(*args: Any, **options: Any) -> list[str]:
    """The lines that the command prints."""
    out = io.StringIO()
    call_command("import_page", *map(str, args), stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue().splitlines()


def everything() -> list[Any]:
    return [
        list(model.objects.order_by("pk").values())
        for model in (Article, Keyword, RelatedArticle, Source, Article.keywords.through)
    ]


def test_a_page_becomes_an_article_with_its_lists(page):
    lines = run(page)
    article = Article.objects.get()
    assert lines == [
        f"created {article.pk} /article/{article.pk}/رصيف-جديد-يختصر-زمن-التفريغ-في-ميناء-الرمال/",
        "1 created, 0 updated, 0 unchanged, 0 failed",
    ]
    assert article.is_published
    assert str(article.source) == "جريدة المرفأ"
    assert [str(keyword) for keyword in article.keyword_list] == [
        "ميناء الرمال",
        "سالم الحداد",
        "رئيس المدينة",
    ]
    assert article.body.count("<h2>") == 1
    assert article.related.filter(kind="similar", origin=Origin.IMPORT).count() == 10
    assert list(article.related.filter(kind="read_also").values_list("title", flat=True)) == [
        "رافعات كهربائية تصل إلى الميناء",
        "قوارب الصيد تعود بعد إغلاق دام شهرًا",
    ]


def test_storing_it_again_changes_nothing(page):
    run(page)
    before = everything()
    assert run(page)[0].startswith("unchanged ")
    assert everything() == before


def test_a_new_headline_or_text_updates_the_same_article(page):
    run(page)
    assert run(page, headline="عنوان المحرر")[0].startswith("updated ")
    page.write_text(PAGE.replace("عشر سنين", "عشرين سنة"))
    assert run(page, headline="عنوان المحرر")[0].startswith("updated ")
    article = Article.objects.get()
    assert (article.headline, article.slug, article.version) == ("عنوان المحرر", "عنوان-المحرر", 3)
    assert "عشرين سنة" in article.body


def test_pages_that_titles_name_become_links_in_either_order(page, tmp_path):
    early, late = tmp_path / "early.txt", tmp_path / "late.txt"
    early.write_text("مقدمة الخبر الأول.\n\nعنوان ثالث عن الميناء\n\nنص الخبر الأول.\n\nالمصدر: المرفأ")
    late.write_text("مقدمة خبر متأخر.\n\nعنوانٌ رابع عن الميناء\n\nنص الخبر المتأخر.\n\nالمصدر: المرفأ")
    run(early)
    run(page)
    run(late)
    linked = RelatedArticle.objects.filter(kind="similar", to_article__isnull=False).order_by("position")
    assert [(row.position, str(row.to_article)) for row in linked] == [
        (2, "عنوان ثالث عن الميناء"),
        (3, "عنوانٌ رابع عن الميناء"),
    ]


def test_names_are_found_by_any_spelling(page):
    source = factories.source("المرفأ")
    source.set_other_spellings(["جريدة المرفأ"])
    keyword = factories.keyword("سَالِم الحدّاد")
    run(page)
    article = Article.objects.get()
    assert article.source == source
    assert keyword in article.keyword_list


def test_what_editors_put_into_a_list_stays(page):
    run(page)
    article = Article.objects.get()
    factories.related(article, "اختيار المحرر", position=0)
    page.write_text(PAGE.replace("عنوان ثالث عن الميناء", "عنوان آخر تمامًا"))
    run(page)
    rows = article.related.filter(kind="similar")
    assert rows.first().title == "اختيار المحرر"
    assert rows.count() == 11


def test_drafts_dates_and_sections(page):
    run(page, draft=True, published="2024-10-11T18:30", section="عرب وعالم")
    article = Article.objects.get()
    assert article.status == "draft"
    assert timezone.localtime(article.published_at).isoformat() == "2024-10-11T18:30:00+03:00"
    assert str(article.section) == "عرب وعالم"


def test_the_address_of_the_original_is_stored_and_a_link(page, reader):
    run(page, source_url="https://almarfa.example/خبر?id=1")
    article = Article.objects.get()
    assert article.source_url == "https://almarfa.example/خبر?id=1"
    html = reader.get(article.get_absolute_url()).content.decode()
    assert 'href="https://almarfa.example/خبر?id=1"' in html
    assert run(page, source_url=article.source_url)[0].startswith("unchanged ")
    run(page)  # who does not name it again does not take it away
    article.refresh_from_db()
    assert article.source_url == "https://almarfa.example/خبر?id=1"
    assert run(page, source_url="https://almarfa.example/2")[0].startswith("updated ")
    article.refresh_from_db()
    assert article.source_url == "https://almarfa.example/2"


def test_a_dry_run_stores_nothing(page):
    before = everything()
    lines = run(page, dry_run=True)
    assert lines[0].startswith("created ")
    assert "nothing stored" in lines[-1]
    assert everything() == before


def test_the_standard_input_is_a_page(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode())))
    assert run("-")[0].startswith("created ")


def test_a_bad_file_among_good_ones_is_named_and_the_rest_stored(page, tmp_path):
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    err = io.StringIO()
    with pytest.raises(CommandError, match="1 of 2"):
        call_command("import_page", str(empty), str(page), stdout=io.StringIO(), stderr=err)
    assert "empty.txt: empty" in err.getvalue()
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "options"),
    [
        (b"", {}),
        ("نص".encode("cp1256"), {}),
        (b"x" * 3_000_000, {}),
        ("فقرة أولى.\n\nفقرة ثانية.".encode(), {}),
        (PAGE.encode(), {"headline": "ط" * 301}),
        (PAGE.encode(), {"headline": "؟!"}),
        (PAGE.encode(), {"published": "أمس"}),
        (PAGE.encode(), {"published": "2024-13-45"}),
        (PAGE.encode(), {"source_url": "javascript:alert(1)"}),
    ],
)
def test_bad_input_is_refused_and_nothing_stored(tmp_path, text, options):
    path = tmp_path / "bad.txt"
    path.write_bytes(text)
    with pytest.raises(CommandError):
        run(path, **options)
    assert not Article.objects.exists()
    assert not Source.objects.exists()
    assert not Keyword.objects.exists()


def test_missing_files_and_one_headline_for_two_pages_are_refused(page):
    with pytest.raises(CommandError):
        run("no-such-file.txt")
    with pytest.raises(CommandError, match="one page"):
        run(page, page, headline="عنوان")


@pytest.mark.django_db(transaction=True)
def test_two_people_import_the_same_page_at_once():
    outcomes: list[str] = []
    barrier = threading.Barrier(2)

    def work() -> None:
        barrier.wait()
        try:
            outcomes.append(import_page(PAGE)[0])
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["created", "unchanged"]
    assert Article.objects.count() == 1


def test_a_text_that_is_here_already_is_named(page, tmp_path, django_capture_on_commit_callbacks):
    other = tmp_path / "other.txt"
    other.write_text(re.sub("المصدر:.*", "المصدر: القافلة الاقتصادية", PAGE))
    with django_capture_on_commit_callbacks(execute=True):
        run(page, "--headline", "عنوان أول لهذا الخبر")
    first = Article.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        run(other, "--headline", "عنوان آخر مختلف عنه")
    second = Article.objects.latest("pk")
    assert second.copy_of == first
    with django_capture_on_commit_callbacks(execute=True):
        lines = run(other, "--headline", "عنوان ثالث مختلف عنه")
    assert lines[0].endswith(f"(100% as in {first.pk})")
