"""Links to pass a story on: each site gets its words and address whole, whatever the headline has in it."""

from urllib.parse import parse_qs, urlsplit

import pytest

from articles.sharing import share_links
from tests import factories

TITLE = 'ربح 50% & "خسارة" #عاجل + سطر\u2028آخر'
URL = "https://news.example/a/12"


@pytest.mark.parametrize(
    ("name", "host", "filled"),
    [
        ("واتساب", "wa.me", {"text": [f"{TITLE}\n{URL}"]}),
        ("تلغرام", "t.me", {"url": [URL], "text": [TITLE]}),
        ("إكس", "x.com", {"url": [URL], "text": [TITLE]}),
        ("فيسبوك", "www.facebook.com", {"u": [URL]}),
    ],
)
def test_each_site_gets_the_story_as_it_asks_for_it(name: str, host: str, filled: dict[str, list[str]]):
    link = next(link for link in share_links(TITLE, URL) if link.name == name)
    parts = urlsplit(link.url)
    assert (parts.scheme, parts.netloc) == ("https", host)
    assert parse_qs(parts.query) == filled
    assert link.url.isascii()


@pytest.mark.django_db
def test_a_story_is_shared_by_its_short_address_and_only_once_it_is_out(reader, desk):
    story = factories.article()
    page = reader.get(story.get_absolute_url()).content.decode()
    assert f"url=http%3A%2F%2Ftestserver%2Fa%2F{story.pk}" in page
    draft = factories.article(status="draft", published_at=None)
    preview = desk.get(f"/admin/articles/article/{draft.pk}/preview/")
    assert preview.status_code == 200
    assert "t.me/share" not in preview.content.decode()
