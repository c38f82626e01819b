"""The bench: it makes its own newsroom, measures every page, and never touches anybody else's."""

import json
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.bench.client import form_fields
from articles.bench.generate import prepare
from articles.bench.measure import Row
from articles.models import Article, ArticleKeyword, Byline, Keyword, KeywordSpelling, RelatedArticle, Section
from articles.text.normalize import identity_key

PAGES = [
    "article, one after another",
    "front page",
    "section, page 1",
    "section, page",
    "section with children",
    "keyword, ",
    "keyword, ",
    "source",
    "author",
    "search, common word",
    "search, one hit",
    "feed",
    "front page, kept",
    "desk: list of articles",
    "desk: open the form",
    "desk: save one change",
]


def bench(**options):
    out, err = StringIO(), StringIO()
    call_command("bench", stdout=out, stderr=err, **{"articles": 60, "rounds": 1, "seconds": 0.01} | options)
    return out.getvalue(), err.getvalue()


def test_every_page_is_in_the_table_and_in_the_file(transactional_db, tmp_path, settings):
    settings.CACHE_VERSIONS = tmp_path / "versions"
    # No transaction around it: like a worker, the bench gives its connection back after each request.
    table, _ = bench(json=tmp_path / "rows.json")
    header, headings, *lines = table.splitlines()
    assert "60 articles" in header
    assert re.search(r"yardstick [1-9]\d* ms$", header)
    assert headings.split()[0] == "page"
    assert len(lines) == len(PAGES)
    assert all(line.startswith(page) for line, page in zip(lines, PAGES, strict=True))
    said = json.loads((tmp_path / "rows.json").read_text())
    assert said["articles"] == 60
    assert [set(row) for row in said["rows"]] == [set(Row.__dataclass_fields__)] * len(PAGES)
    assert all(row["p50_ms"] > 0 for row in said["rows"])
    assert [row["name"] for row in said["rows"] if not row["sql"]] == ["front page, kept"]
    # The last figure saved forms: with all their rows, and as the bench's own editor.
    saved = Article.objects.filter(version__gt=1)
    assert saved.exists()
    assert {article.updated_by.username for article in saved} == {"bench-editor"}
    assert {article.keywords.count() for article in saved} == {5}
    assert {article.related.filter(kind="read_also").count() for article in saved} == {3}


def headlines(articles):
    """The headlines of a newsroom of `articles` articles, the oldest first."""
    prepare(articles, report=lambda line: None)
    return list(Article.objects.order_by("pk").values_list("headline", flat=True))


def test_generated_newsroom_is_whole_and_the_same_again(db):
    first = headlines(60)
    assert Section.objects.filter(parent__slug="bench-2").count() == 2
    assert ArticleKeyword.objects.count() == 60 * 5
    assert RelatedArticle.objects.count() == 60 * 13
    assert 60 <= Byline.objects.count() <= 120
    assert Article.objects.filter(lead_photo__width=1600).count() == 20
    assert Article.objects.published().count() == 60
    article = Article.objects.earliest("pk")
    assert article.headline_key == identity_key(article.headline)
    assert KeywordSpelling.objects.count() == Keyword.objects.count()
    assert 250 < len(article.body.split()) < 450

    assert len(headlines(30)) == 30
    assert headlines(60) == first


def test_says_that_another_number_is_made_anew(db):
    said = []
    prepare(20, said.append)
    prepare(25, said.append)
    assert any("holds 20 bench articles, 25 are asked for" in line for line in said)
    prepare(25, said.append)
    assert said[-1] == "the database holds the 25 articles asked for"


def test_refuses_a_newsroom(article):
    with pytest.raises(CommandError, match="articles that the bench did not make"):
        bench()
    assert Article.objects.get() == article


def test_refuses_a_newsroom_without_articles_yet(db):
    Section.objects.create(name="سياسة")
    with pytest.raises(CommandError, match="articles_section rows"):
        bench()


def test_refuses_debug(db, settings):
    settings.DEBUG = True
    with pytest.raises(CommandError, match="DEBUG"):
        bench()


def test_form_is_read_as_a_browser_sends_it():
    page = """
    <form><input name="lang" value="ar"></form>
    <form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="x">
    <input name="headline" value="أ &amp; ب"><textarea name="body">
&lt;p&gt;نص&lt;/p&gt;</textarea>
    <input type="checkbox" name="banned"><input type="checkbox" name="kept" checked>
    <select name="one"><option value="1">١</option><option value="2" selected>٢</option></select>
    <select name="first"><option value="">-</option><option value="3">٣</option></select>
    <select name="many" multiple><option value="4">٤</option></select>
    <input type="file" name="file"><input type="submit" name="_save"></form>
    """
    assert form_fields(page.encode()) == [
        ("headline", "أ & ب"),
        ("body", "<p>نص</p>"),
        ("kept", "on"),
        ("one", "2"),
        ("first", ""),
    ]
