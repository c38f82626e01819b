"""/search/ as readers meet it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article
from articles.search.indexing import index
from tests import factories

SQL = 8


def titles(html: str) -> list[str]:
    """Headlines of the hits, in order, without markup."""
    found = re.findall(r'class="line-headline"><a [^>]*>(.*?)</a>', html)
    return [re.sub(r"<[^>]+>", "", title) for title in found]


@pytest.fixture
def page(reader):
    """The page for a query and controls."""
    return lambda query="", **controls: reader.get("/search/", {"q": query, **controls}).content.decode()


def test_hits_show_the_words_marked_in_their_own_spelling(story, page):
    long = "كلام آخر " * 100
    story("إيرانُ تستضيف", lede="مقدمة", body=f"<p>{long} في القِمَّة الاقتصادية &lt;b&gt; {long}</p>")
    html = page("ايران القمه")
    assert "<mark>إيرانُ</mark>" in html
    assert "<mark>القِمَّة</mark>" in html
    assert "<b>" not in html
    assert html.count("كلام") < 50
    assert 'content="noindex, nofollow"' in html


@pytest.mark.parametrize(
    "query", ["", " ", "ب", "؟!", "ط" * 10_000, "<script>alert(1)</script>", "\x00", "-ب"]
)
def test_any_query_has_a_page(story, reader, query):
    story("الميناء")
    response = reader.get("/search/", {"q": query})
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_filters_as_controls_and_as_words(story, page):
    economy, politics = factories.section("اقتصاد"), factories.section("سياسة")
    energy = factories.section("طاقة", parent=economy)
    harbour, agency = factories.source("المرفأ"), factories.source("وكالة الساحل")
    old = timezone.now() - timedelta(days=400)
    story("نفط 1", section=energy, source=harbour)
    story("نفط 2", section=politics, source=agency)
    story("نفط 3", section=politics, source=harbour, published_at=old)
    year = timezone.localtime(old).year
    for controls, query in [
        ({"section": economy.slug}, "نفط"),
        ({}, "نفط قسم:اقتصاد"),
        ({}, 'نفط -2 source:"المرفأ" من:' + f"{timezone.localtime():%Y-01}" + " section:طاقة"),
    ]:
        assert titles(page(query, **controls)) == ["نفط 1"], query
    assert titles(page("نفط", source="وكاله الساحل")) == ["نفط 2"]
    assert titles(page("نفط مصدر:وكالة")) == []
    assert titles(page("نفط", to=f"{year}-12-31")) == ["نفط 3"]
    assert titles(page("", section=politics.slug)) == ["نفط 2", "نفط 3"]
    assert titles(page("نفط", section="لا قسم كهذا")) == []
    assert len(titles(page("نفط", **{"from": "ليس يومًا"}))) == 3


def test_pages_of_twenty_and_no_others(reader, db):
    index([factories.article(headline=f"الميناء {n}") for n in range(45)])
    seen = []
    for page in ({}, {"page": 2}, {"page": 3}):
        html = reader.get("/search/", {"q": "الميناء", **page}).content.decode()
        seen += titles(html)
        assert ("page=4" in html) is False
    assert len(seen) == len(set(seen)) == 45
    for number in ("4", "1", "0", "-1", "11", "x", "", "٢", "1 "):
        assert reader.get("/search/", {"q": "الميناء", "page": number}).status_code == 404, number
    assert reader.get("/search/", {"page": "2"}).status_code == 404


def test_did_you_mean(story, page):
    story("الوزيرُ يزور الميناء")
    html = page("الوزيز الميناء")
    assert "هل تقصد" in html
    assert re.search(r"لا شيء فيه.*?كما كُتبت.*?>الوزيرُ الميناء</a>", html, re.DOTALL)
    assert "هل تقصد" not in page("الوزير الميناء")


def test_names_in_the_query_are_links_above_the_hits(story, page):
    section, source = factories.section("اقتصاد"), factories.source("المرفأ")
    story("خبر", section=section, source=source, keywords=["مجلس الأمن"])
    html = page("المرفا عن مجلس الامن في اقتصاد")
    for path in ("/section/", "/source/", "/keyword/"):
        assert path in html.split('class="named"')[1].split("</nav>")[0]


def test_suggestions_while_typing(story, reader):
    section = factories.section("مناخ")
    keyword = factories.keyword("ميناء الشمال")
    keyword.add_spelling("مرفأ الشمال")
    story("مينا تتكلم")
    story("ميناء سري", status="draft")
    factories.source("مينوس")

    def suggested(text: str) -> list[str]:
        with CaptureQueriesContext(connection) as queries:
            response = reader.get("/search/suggest/", {"q": text})
        assert len(queries) <= 4
        assert "max-age" in response["Cache-Control"]
        return [one["text"] for one in response.json()["suggestions"]]

    assert set(suggested("مِـين")) == {"ميناء الشمال", "مينوس", "مينا تتكلم"}
    assert suggested("مرفا") == ["ميناء الشمال"]
    assert suggested("منا") == [section.name]
    for text in ("", "م", "ط" * 10_000, "%", "_%"):
        assert suggested(text) == []


def test_the_page_stays_within_its_statements(reader, db):
    section, source = factories.section("اقتصاد"), factories.source("المرفأ")
    made = [factories.article(headline=f"الميناء {n}", section=section, source=source) for n in range(30)]
    index(made)
    for query in (
        "الميناء",
        "الميناء 3 قسم:اقتصاد مصدر:المرفأ",
        "المبناء مرفوع مجهول",  # all that can be tried
        "«الميناء 3»",
        "قسم:اقتصاد",
    ):
        with CaptureQueriesContext(connection) as queries:
            assert reader.get("/search/", {"q": query}).status_code == 200
        assert len(queries) <= SQL, (query, [one["sql"][:100] for one in queries])


def test_the_desk_finds_every_state_and_numbers(story, desk):
    draft = story("الميناء سرًا", status="draft", body="<p>نص فيه كلمة الفنار</p>")
    others = [story(f"خبر {n}") for n in range(3)]
    admin = "/admin/articles/article/"
    assert "الميناء سرًا" in desk.get(admin, {"q": "الفَنار"}).content.decode()
    page = desk.get(admin, {"q": str(others[1].pk)}).content.decode()
    assert "خبر 1" in page
    assert "الميناء سرًا" not in page
    answer = desk.get(
        "/admin/autocomplete/",
        {
            "app_label": "articles",
            "model_name": "relatedarticle",
            "field_name": "to_article",
            "term": "ميناء",
        },
    )
    assert [row["id"] for row in answer.json()["results"]] == [str(draft.pk)]
    assert Article.objects.count() == 4
