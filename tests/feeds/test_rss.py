from __future__ import annotations

from datetime import timedelta
from html import unescape
from xml.etree import ElementTree

import feedparser
import pytest
from django.utils import timezone

from articles.models import Article
from articles.models.correction import CorrectionKind
from articles.workflow import acts
from tests import factories

pytestmark = pytest.mark.django_db


def read(reader):
    return feedparser.parse(reader.get("/feed.rss").content)


@pytest.fixture
def story(db) -> Article:
    return factories.article(
        headline="رصيف جديد في الميناء",
        lede="المقدمة.",
        body='<p>النص كله، وفيه <a href="/a/1">رابط</a>.</p>',
        source=factories.source("المرفأ", home_page="https://almarfa.example/"),
        section=factories.section("اقتصاد"),
        lead_photo=factories.photo(),
        keywords=["ميناء الرمال"],
        authors=[factories.author("ليلى"), factories.author("Daniel Reyes")],
    )


def test_a_correction_reaches_subscribers_as_a_change_of_the_same_entry(reader, story):
    before = read(reader)
    acts.correct(story.pk, factories.user(is_superuser=True), CorrectionKind.APOLOGY, "نسبنا < القول خطأ.")
    after = read(reader)
    assert not after.bozo
    assert after.entries[0].id == before.entries[0].id
    text = after.entries[0].content[0].value
    assert "اعتذار" in text
    assert "نسبنا &lt; القول خطأ." in text
    assert after.feed.updated_parsed > before.feed.updated_parsed


def test_an_entry_has_all_that_a_subscriber_needs(reader, story):
    feed = read(reader)
    assert not feed.bozo
    (entry,) = feed.entries
    assert entry.title == story.headline
    assert entry.link == f"http://testserver{story.get_absolute_url()}"
    assert entry.id == f"http://testserver/a/{story.pk}"
    assert entry.summary == "المقدمة."
    assert [tag.term for tag in entry.tags] == ["اقتصاد", "ميناء الرمال"]
    assert [author.name for author in entry.authors if author] == ["ليلى", "Daniel Reyes"]
    assert (entry.source.title, entry.source.href) == ("المرفأ", "https://almarfa.example/")
    text = entry.content[0].value
    assert "النص كله" in text
    assert 'href="http://testserver/a/1"' in text
    assert f'src="http://testserver{story.lead_photo.picture.url}"' in text
    assert entry.media_content[0]["url"] == f"http://testserver{story.lead_photo.picture.url}"
    assert {"rel": "self", "href": "http://testserver/feed.rss"}.items() <= feed.feed.links[1].items()


def test_a_story_without_authors_is_signed_by_its_source(reader):
    factories.article(source=factories.source("وكالة سهيل"))
    assert read(reader).entries[0].author == "وكالة سهيل"


def test_the_id_stays_when_the_headline_changes(reader, story):
    before = read(reader).entries[0]
    story.headline, story.slug = "عنوان جديد", ""
    story.save()
    after = read(reader).entries[0]
    assert after.id == before.id
    assert after.link != before.link


def test_what_has_not_changed_is_not_sent_again(reader, story):
    first = reader.get("/feed.rss")
    assert reader.get("/feed.rss", headers={"if-none-match": first["ETag"]}).status_code == 304
    factories.article()
    assert reader.get("/feed.rss", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_only_what_is_public_newest_first(reader, story):
    factories.article(status="draft")
    factories.article(published_at=timezone.now() + timedelta(hours=1))
    newest = factories.article(published_at=timezone.now() - timedelta(minutes=1))
    assert [entry.title for entry in read(reader).entries] == [newest.headline, story.headline]


def test_hostile_headlines_leave_the_feed_well_formed(reader):
    headline = "]]> <b>&amp; 🌊 عنوان & آخر"
    factories.article(headline=headline + "\u202e\x00", body="<p>]]&gt; \x0b نص</p>")
    feed = read(reader)
    assert not feed.bozo
    assert "عنوان & آخر" in feed.entries[0].title


def test_a_summary_loses_no_words_where_it_is_taken_for_html(reader, story):
    said = "قال إن <الرقم> أقل & إن x < 3"
    section = story.section
    section.description = said
    section.save()
    story.lede = said
    story.save()
    feed = ElementTree.fromstring(reader.get(f"{section.get_absolute_url()}feed.rss").content)
    texts = [one.text for one in feed.iter("description")]
    assert [unescape(text) for text in texts] == [said, said]
    assert not any("<" in text for text in texts)


def test_pages_announce_the_feed(reader, story):
    assert b'type="application/rss+xml" href="/feed.rss"' in reader.get("/").content


def content_of(reader) -> str:
    root = ElementTree.fromstring(reader.get("/feed.rss").content)
    return root.findtext(".//{http://purl.org/rss/1.0/modules/content/}encoded") or ""


def test_pictures_and_cards_of_a_text_stand_in_the_feed_by_themselves(reader):
    photo = factories.photo(alt="رافعات", caption="الرصيف", credit="مريم الكندي")
    factories.article(
        body=f'<p>نص</p><figure data-photo="{photo.pk}"></figure>'
        '<figure data-embed="https://t.me/portnews/41"><figcaption>قناة الميناء</figcaption></figure>'
        '<figure data-embed="https://t.me/portnews/42"></figure><figure data-photo="999999"></figure>'
    )
    content = content_of(reader)
    assert (
        f'<img src="http://testserver{photo.picture.url}" alt="رافعات" width="800" height="450">' in content
    )
    assert "<figcaption>الرصيف مريم الكندي</figcaption>" in content
    assert '<p><a href="https://t.me/portnews/41">قناة الميناء</a></p>' in content
    assert '<p><a href="https://t.me/portnews/42">على Telegram</a></p>' in content
    assert content.count("<figure>") == 1
    assert "data-" not in content
