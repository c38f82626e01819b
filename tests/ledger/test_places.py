"""Each rule of a source at each place where its stories are shown."""

from __future__ import annotations

import json
import re
from typing import Any

import feedparser
import pytest
from django.utils.encoding import iri_to_uri
from django.utils.html import escape

from articles.ledger.usage import Usage
from articles.models import Article, Source
from articles.preview.story import story_with
from articles.refresh import refresh
from articles.workflow.content import Content
from tests import factories
from tests.admin.forms import form_of

pytestmark = pytest.mark.django_db

LEDE = "ترسو السفن في ميناء الرمال."
HIDDEN = "سرّ_لا_يراه_القراء"
BODY = f"<p>جملة أولى من النص. ثم جملة ثانية فيها ما فيها.</p><h2>فرعي</h2><p>{HIDDEN} والمرساة.</p>"
ORIGINAL = "https://original.example/story/1"


@pytest.fixture
def source() -> Source:
    return factories.source("الوطن", home_page="https://alwatan.example/")


@pytest.fixture
def story(source) -> Article:
    section = factories.section("اقتصاد")
    made = factories.article(
        headline="رصيف جديد", lede=LEDE, body=BODY, source=source, source_url=ORIGINAL, section=section
    )
    other = factories.article(headline="خبر يجاوره", section=section, source=factories.source("المرفأ"))
    factories.related(other, made, "read_also")
    refresh([made, other])
    return made


def rule(source: Source, **rules: Any) -> None:
    Source.objects.filter(pk=source.pk).update(**rules)


def page(reader, story: Article) -> str:
    return reader.get(story.get_absolute_url()).content.decode()


def structured(html: str) -> dict[str, Any]:
    return json.loads(re.search(r'ld\+json">(.*?)</script>', html, re.DOTALL)[1])


def feed_entry(reader, story: Article) -> Any:
    feed = feedparser.parse(reader.get("/feed.rss").content)
    assert not feed.bozo
    return next(entry for entry in feed.entries if entry.title == story.headline)


def everywhere(reader, desk, story: Article) -> dict[str, str]:
    """What readers, subscribers, machines and editors' previews get of the story, by place."""
    other = Article.objects.get(headline="خبر يجاوره")
    paths = {
        "page": story.get_absolute_url(),
        "front": "/",
        "section": story.section.get_absolute_url(),
        "source": story.source.get_absolute_url(),
        "feed": "/feed.rss",
        "source feed": f"{story.source.get_absolute_url()}feed.rss",
        "neighbour": other.get_absolute_url(),
        "search by headline": "/search/?q=رصيف",
        "search by body": "/search/?q=المرساة",
        "search by source": "/search/?q=مصدر:الوطن",
    }
    found = {place: reader.get(path).content.decode() for place, path in paths.items()}
    found = {place: re.sub("</?mark>", "", html) for place, html in found.items()}
    found["preview"] = desk.get(f"/admin/articles/article/{story.pk}/preview/").content.decode()
    assert [place for place, html in found.items() if story.headline not in html] == []
    return found


def test_without_rules_all_of_it_is_there(reader, desk, story):
    found = everywhere(reader, desk, story)
    assert all(HIDDEN in found[place] for place in ("page", "feed", "source feed", "preview"))
    assert all(LEDE in found[place] for place in ("page", "front", "section", "source", "feed", "preview"))
    assert "at-source" not in found["page"]
    assert f'href="{ORIGINAL}" rel="noopener"' in found["page"]


def test_a_headline_alone_is_all_that_is_anywhere(reader, desk, story, source):
    rule(source, permits="headline")
    for place, html in everywhere(reader, desk, story).items():
        assert HIDDEN not in html, place
        assert "جملة أولى" not in html, place
        assert "ترسو السفن" not in html, place
    html = page(reader, story)
    assert '<div class="prose">' not in html
    assert '<p class="lede">' not in html
    assert '<meta name="description" content="رصيف جديد">' in html
    assert f'<a href="{ORIGINAL}" rel="noopener">اقرأ النص كاملاً عند الوطن</a>' in html
    assert "description" not in structured(html)
    entry = feed_entry(reader, story)
    assert entry.description == "رصيف جديد"
    assert f'<a href="{ORIGINAL}" rel="noopener">اقرأ النص كاملاً</a>' in entry.content[0].value


def test_an_excerpt_is_all_that_is_anywhere(reader, desk, story, source):
    rule(source, permits="excerpt", excerpt_words=9)
    for place, html in everywhere(reader, desk, story).items():
        assert HIDDEN not in html, place
        assert "ثانية" not in html, place
    html = page(reader, story)
    assert f'<p class="lede">{LEDE}</p>' in html
    assert '<div class="prose"><p>جملة أولى من النص.</p></div>' in html
    assert "يُقرأ في" not in html
    assert "اقرأ النص كاملاً عند الوطن" in html
    assert "اقرأ النص كاملاً" in feed_entry(reader, story).content[0].value
    rule(source, excerpt_words=2)
    for place, html in everywhere(reader, desk, story).items():
        assert "السفن في" not in html, place
    assert '<meta name="description" content="ترسو السفن …">' in page(reader, story)
    assert '<meta property="og:description" content="ترسو السفن …">' in page(reader, story)
    assert structured(page(reader, story))["description"] == "ترسو السفن …"


def test_the_form_is_previewed_as_readers_will_see_it(desk, story, source):
    rule(source, permits="excerpt", excerpt_words=9)
    fields = form_of(desk, f"/admin/articles/article/{story.pk}/change/")
    assert HIDDEN in fields["body"]  # editors have all of it
    answer = desk.post(f"/admin/articles/article/{story.pk}/preview/", fields).content.decode()
    assert HIDDEN not in answer
    assert "اقرأ النص كاملاً عند الوطن" in answer


def test_a_text_may_be_kept_out_of_feeds_alone(reader, story, source):
    rule(source, full_text_in_feeds=False)
    assert HIDDEN in page(reader, story)
    content = feed_entry(reader, story).content[0].value
    assert LEDE in content
    assert HIDDEN not in content
    assert f'<a href="http://testserver{story.get_absolute_url()}">اقرأ النص كاملاً</a>' in content


def test_without_the_address_of_the_story_the_way_leads_to_the_source(reader, story, source):
    rule(source, permits="headline")
    Article.objects.filter(pk=story.pk).update(source_url="")
    assert '<a href="https://alwatan.example/" rel="noopener">اقرأ النص كاملاً' in page(reader, story)
    rule(source, home_page="")
    assert "<span>النص كاملاً عند الوطن</span>" in page(reader, story)


def test_links_to_the_source_are_not_followed_where_it_is_ruled_so(reader, story, source):
    rule(source, nofollow=True, permits="headline", attribution="نقلاً عن الوطن")
    rule(source, attribution_url="https://alwatan.example/terms")
    html = page(reader, story)
    assert html.count(f'href="{ORIGINAL}" rel="nofollow noopener"') == 2
    assert 'href="https://alwatan.example/terms" rel="nofollow noopener">نقلاً عن الوطن</a>' in html
    content = feed_entry(reader, story).content[0].value
    assert f'href="{ORIGINAL}" rel="nofollow noopener"' in content
    assert "نقلاً عن الوطن" in content
    about = reader.get(source.get_absolute_url()).content.decode()
    assert 'href="https://alwatan.example/" rel="nofollow noopener"' in about


def test_its_credit_with_its_links_is_in_every_feed_as_on_the_page(reader, story, source):
    terms = "https://alwatan.example/شروط"
    link = f'<a href="{iri_to_uri(terms)}" rel="nofollow noopener">'
    rule(source, demands_link=True, nofollow=True, attribution_url=terms)

    def contents() -> list[str]:
        feeds = [feedparser.parse(reader.get(f"/feed.{form}").content) for form in ("rss", "atom")]
        entries = [one for feed in feeds for one in feed.entries if one.title == story.headline]
        items = json.loads(reader.get("/feed.json").content)["items"]
        told = [item["content_html"] for item in items if item["title"] == story.headline]
        return [*(entry.content[0].value for entry in entries), *told]

    for wording in ("نقلاً عن الوطن & غيرها", ""):
        rule(source, attribution=wording)
        said = escape(wording or "الوطن")
        assert f'<a href="{terms}" rel="nofollow noopener">{said}</a>' in page(reader, story)
        found = contents()
        assert len(found) == 3
        for content in found:
            assert f"{link}{said}</a>" in content
            assert f'<a href="{ORIGINAL}" rel="nofollow noopener">الخبر عند مصدره</a>' in content
            assert f'<a href="http://testserver{source.get_absolute_url()}">الوطن</a>' in content


def test_the_canonical_address_is_the_one_that_is_ruled(reader, story, source):
    ours = f"http://testserver{story.get_absolute_url()}"
    assert f'<link rel="canonical" href="{ours}">' in page(reader, story)
    rule(source, canonical="original")
    html = page(reader, story)
    assert f'<link rel="canonical" href="{ORIGINAL}">' in html
    assert structured(html)["mainEntityOfPage"] == ORIGINAL
    Article.objects.filter(pk=story.pk).update(canonical_url="https://chosen.example/1")
    assert '<link rel="canonical" href="https://chosen.example/1">' in page(reader, story)
    Article.objects.filter(pk=story.pk).update(canonical_url="", source_url="")
    assert f'<link rel="canonical" href="{ours}">' in page(reader, story)


def test_machines_read_whose_it_is(reader, story, source):
    data = structured(page(reader, story))
    assert data["isBasedOn"] == ORIGINAL
    assert data["sourceOrganization"] == {"@type": "Organization", "name": "الوطن"}
    assert data["creditText"] == "الوطن"
    rule(source, attribution="نقلاً عن جريدة الوطن")
    assert structured(page(reader, story))["creditText"] == "نقلاً عن جريدة الوطن"
    rule(source, kind="own")
    assert "creditText" not in structured(page(reader, story))


def test_a_story_that_is_not_stored_is_previewed_by_its_source(source):
    rule(source, permits="headline")
    made = story_with(Article(), Content(headline="خبر", lede=LEDE, body=BODY, source_id=source.pk))
    assert Usage.of(made.article).text.lede == ""


@pytest.mark.parametrize("permits", ["headline", "excerpt"])
def test_pages_stay_within_their_sql(reader, story, source, permits, django_assert_max_num_queries):
    rule(source, permits=permits, excerpt_words=9, expiry_days=30, canonical="original")
    for most, path in (
        (6, story.get_absolute_url()),
        (8, "/"),
        (8, source.get_absolute_url()),
        (4, f"{source.get_absolute_url()}feed.rss"),
    ):
        with django_assert_max_num_queries(most):
            reader.get(path)
