from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.utils import timezone

from articles.models import Article, Correction
from tests import factories

pytestmark = pytest.mark.django_db


def shown(reader, article) -> str:
    response = reader.get(article.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def test_the_parts_stand_in_the_order_of_the_source_layout(reader):
    source = factories.source("المرفأ", attribution="نقلًا عن جريدة المرفأ")
    article = factories.article(
        kicker="موانئ",
        headline="رصيف جديد في الميناء",
        lede="مقدمة الخبر هنا.",
        body="<p>فقرة أولى.</p><h2>عنوان فرعي</h2><p>فقرة ثانية.</p>",
        section=factories.section("طاقة", parent=factories.section("اقتصاد")),
        source=source,
        source_url="https://almarfa.example/1",
        lead_photo=factories.photo(caption="الرصيف بعد افتتاحه"),
        keywords=["ميناء الرمال"],
        authors=[factories.author("ليلى الحمداني")],
    )
    Correction.objects.create(article=article, kind="apology", text="أخطأنا في الرقم.")
    factories.related(article, factories.article(headline="خبر مقترح"), "read_also")
    factories.related(article, factories.article(headline="خبر مشابه"))
    factories.related(article, "عنوان لم يصل", position=1)
    page = shown(reader, article)
    body = page[page.index("<main") :]
    parts = [
        "اقتصاد",
        "طاقة",
        "موانئ",
        "<h1>رصيف جديد في الميناء",
        "ليلى الحمداني",
        "<time",
        'alt="رافعات على رصيف"',
        "الرصيف بعد افتتاحه",
        "مريم الكندي",
        "اعتذار",
        "مقدمة الخبر هنا.",
        "<h2>عنوان فرعي</h2>",
        "المصدر:",
        source.get_absolute_url(),
        "https://almarfa.example/1",
        "ميناء الرمال",
        "إقرأ أيضاً",
        "خبر مقترح",
        "مقالات مشابهة",
        "خبر مشابه",
        "عنوان لم يصل",
    ]
    places = [body.index(part) for part in parts]
    assert places == sorted(places)
    assert re.search(r'<img [^>]*width="800" height="450"', body)
    assert not re.search(r"<a [^>]*>\s*عنوان لم يصل", body)


@pytest.mark.parametrize("path", ["/article/{0}/", "/article/{0}/قديم/", "/a/{0}"])
def test_every_other_address_leads_to_the_right_one(reader, article, path):
    response = reader.get(path.format(article.pk))
    assert response.status_code == 301
    assert unquote(response["Location"]) == f"/article/{article.pk}/{article.slug}/"


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "draft"},
        {"published_at": timezone.now() + timedelta(hours=1)},
        {
            "published_at": timezone.now() - timedelta(days=2),
            "expires_at": timezone.now() - timedelta(days=1),
        },
    ],
)
def test_what_is_not_public_is_not_there_and_tells_nothing(reader, fields):
    article = factories.article(headline="سر لم يُنشر", **fields)
    for path in (article.get_absolute_url(), f"/a/{article.pk}", f"/article/{article.pk}/x/"):
        response = reader.get(path)
        assert response.status_code == 404
        assert "سر لم" not in response.content.decode()
    assert "سر لم" not in reader.get("/").content.decode()


def test_a_withdrawn_story_says_so(reader, article):
    article.status = "withdrawn"
    article.save()
    response = reader.get(article.get_absolute_url())
    assert response.status_code == 410
    assert "سُحب هذا الخبر" in response.content.decode()
    assert article.headline not in response.content.decode()


def test_a_scheduled_story_appears_when_its_minute_has_come(reader, monkeypatch):
    at = timezone.now() + timedelta(minutes=5)
    article = factories.article(published_at=at)
    assert reader.get(article.get_absolute_url()).status_code == 404
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)
    assert reader.get(article.get_absolute_url()).status_code == 200
    assert article.headline in reader.get("/").content.decode()


def test_markup_stored_past_every_form_is_harmless(reader):
    article = factories.article(
        headline="<script>alert(1)</script> عنوان",
        body='<p onclick="alert(2)">نص<script>alert(3)</script><a href="javascript:alert(4)">رابط</a></p>',
    )
    page = shown(reader, article)
    assert not re.search(r"<script(?! type=.application/ld| src=./static/js/)|onclick|javascript:", page)


def test_latin_names_are_isolated(reader):
    page = shown(reader, factories.article(headline="شركة Orbitex تفوز 3-2"))
    assert '<bdi dir="ltr">Orbitex</bdi>' in page
    assert '<bdi dir="ltr">3-2</bdi>' in page


@pytest.mark.parametrize(
    "path", ["/article/999999999999999999999/x/", "/a/99999999999999999999", "/a/0", "/a/x"]
)
def test_ids_that_cannot_be_are_not_found(reader, db, path):
    assert reader.get(path).status_code == 404


def test_a_withdrawn_story_leaves_every_list_at_once(reader, article):
    other = factories.article(headline="خبر يُسحب")
    factories.related(article, other, "read_also")
    assert "خبر يُسحب" in shown(reader, article)
    Article.objects.filter(pk=other.pk).update(status="withdrawn")
    assert "خبر يُسحب" not in shown(reader, article)


TEXT = "".join(f"<p>الفقرة {n} من نص الخبر، وفيها ما يكفي سطرًا.</p>\n" for n in range(1, 9))


def stories_and_place(reader, article) -> tuple[str, str]:
    """The page's main part in the text, and behind it."""
    page = shown(reader, article)
    start, end = page.index('<div class="prose">'), page.index('<footer class="story-foot">')
    return page[start:end], page[end : page.index("</main>")]


def test_in_a_long_text_the_first_of_read_also_stands_in_its_middle_and_the_others_behind_it(reader):
    article = factories.article(body=TEXT, lead_photo=factories.photo())
    factories.related(article, "عنوان لم يصل", "read_also")
    for n in (1, 2, 3):
        factories.related(article, factories.article(headline=f"خبر مقترح {n}"), "read_also", position=n)
    text, behind = stories_and_place(reader, article)
    assert text.index("الفقرة 4") < text.index("<aside") < text.index("خبر مقترح 1") < text.index("الفقرة 5")
    assert behind.index("إقرأ أيضاً") < behind.index("عنوان لم يصل") < behind.index("خبر مقترح 2")
    assert [f"خبر مقترح {n}" in behind for n in (1, 2, 3)] == [False, True, True]
    assert [f"خبر مقترح {n}" in text for n in (1, 2, 3)] == [True, False, False]


def test_a_list_of_one_leaves_no_empty_list_behind_the_text(reader):
    article = factories.article(body=TEXT)
    factories.related(article, factories.article(headline="خبر مقترح"), "read_also")
    text, behind = stories_and_place(reader, article)
    assert "خبر مقترح" in text
    assert "إقرأ أيضاً" not in behind


@pytest.mark.parametrize("body", ["<p>قصير.</p>" * 5, "<h2>عنوان</h2><p>فقرة.</p>" * 6])
def test_where_there_is_no_place_in_the_text_all_stand_behind_it(reader, body):
    article = factories.article(body=body)
    factories.related(article, factories.article(headline="خبر مقترح"), "read_also")
    text, behind = stories_and_place(reader, article)
    assert "خبر مقترح" not in text
    assert "خبر مقترح" in behind


def test_a_title_that_waits_does_not_stand_in_the_text_and_similar_ones_never(reader):
    article = factories.article(body=TEXT)
    factories.related(article, "عنوان لم يصل", "read_also")
    factories.related(article, factories.article(headline="خبر مشابه"))
    text, behind = stories_and_place(reader, article)
    assert "<aside" not in text
    assert behind.index("عنوان لم يصل") < behind.index("خبر مشابه")


def test_feeds_have_the_text_alone(reader):
    article = factories.article(body=TEXT)
    factories.related(
        article, factories.article(headline="خبر مقترح", section=factories.section()), "read_also"
    )
    feed = reader.get(f"{article.section.get_absolute_url()}feed.rss").content.decode()
    assert "الفقرة 5" in feed
    assert "إقرأ أيضاً" not in feed
