"""A hub that hangs, lies, fails or leads elsewhere: the story is out, and the log says which hub and why."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Any

import pytest

from articles.announcing.announce import tell
from articles.models import Article
from articles.outside import PAUSES
from articles.workflow import acts
from tests import factories
from tests.feeds.test_formats import FAULTS
from tests.servers import serving

pytestmark = pytest.mark.django_db


@pytest.fixture
def publish(settings, committed, server) -> Callable[[], Article]:
    """Publishes a story with `server` as the hub."""
    settings.SITE_URL, settings.WEBSUB_HUBS = "https://news.example", [server.url]

    def act() -> Article:
        story = factories.article(status="draft", published_at=None)
        with committed():
            acts.publish(story.pk, factories.user(is_superuser=True))
        story.refresh_from_db()
        assert story.is_published
        return story

    return act


@pytest.mark.parametrize("status", [400, 403, 404, 429, 500, 503])
def test_one_that_answers_an_error(publish, server, caplog, status):
    server.answers = [(status, b"nonsense")]
    publish()
    assert f"hub {server.url}: answered {status}" in caplog.text
    assert "addresses are lost: https://news.example/feed.rss" in caplog.text


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_one_that_leads_elsewhere_is_not_followed(publish, server, caplog, status):
    with serving() as private:
        server.answers, server.leads_to = [(status, b"")], private.url
        publish()
        assert private.asked == []
    assert f"answered {status}" in caplog.text
    assert len(server.asked) == 1


@pytest.mark.parametrize("said", [b"nonsense\r\n", b"HTTP/1.1 x\r\n\r\n", b"\xff" * 70_000 + b"\r\n"])
def test_one_that_speaks_something_else(publish, server, caplog, said):
    server.lies = said
    publish()
    assert f"hub {server.url}: " in caplog.text
    assert "are lost" in caplog.text


def test_one_that_hangs(publish, server, caplog, monkeypatch):
    monkeypatch.setattr("articles.outside.TIMEOUT", 0.2)
    server.hangs = Event()
    publish()
    server.hangs.set()
    assert f"hub {server.url}: " in caplog.text
    assert "timed out" in caplog.text


def test_one_that_is_not_there_does_not_keep_the_others_from_hearing(publish, settings, server, caplog):
    settings.WEBSUB_HUBS = ["http://127.0.0.1:1/", server.url]
    publish()
    assert len(server.asked) == 1
    assert "hub http://127.0.0.1:1/: " in caplog.text


def test_a_worker_tries_again_and_gives_up_in_the_end(settings, server, worker, caplog):
    settings.SITE_URL, settings.WEBSUB_HUBS = "https://news.example", [server.url]
    feeds = [f"https://news.example/keyword/{n}/feed.rss" for n in range(150)]
    server.answers = [(200, b""), (500, b"")]
    tell.call(f"hub {server.url}", feeds)
    assert worker == [(5.0, f"hub {server.url}", feeds[100:], 1)]
    worker.clear()
    for attempt in range(len(PAUSES) + 1):
        server.answers = [(500, b"")]
        tell.call(f"hub {server.url}", feeds[:1], attempt)
    assert [pause for pause, *_ in worker] == [pause.total_seconds() for pause in PAUSES]
    assert "1 addresses are lost" in caplog.text


def test_one_that_is_not_in_the_settings_any_more_is_told_nothing(settings, server, caplog):
    settings.WEBSUB_HUBS = []
    tell.call(f"hub {server.url}", ["https://news.example/feed.rss"])
    assert not server.asked
    assert "not among the settings" in caplog.text


# --- What feeds say -------------------------------------------------------------------------------------


@pytest.fixture
def hubs(settings: Any) -> list[str]:
    settings.SITE_URL = "https://news.example"
    settings.WEBSUB_HUBS = ["https://hub.example/", "https://other.example/push?a=1&b=2"]
    return settings.WEBSUB_HUBS


def feeds(story: Article) -> list[str]:
    things = [story.section, story.source, story.keyword_list[0], story.bylines.get().author]
    return ["/", "/corrections/", *(thing.get_absolute_url() for thing in things)]


@pytest.mark.parametrize("form", ["rss", "atom", "json"])
def test_every_feed_names_the_hubs_and_itself(reader, hubs, form):
    story = factories.article(keywords=["السفن"], authors=[factories.author()])
    for path in feeds(story):
        response = reader.get(f"{path}feed.{form}")
        itself = f"https://news.example{path}feed.{form}"
        links = [f'<{hub}>; rel="hub"' for hub in hubs] + [f'<{itself}>; rel="self"']
        assert response["Link"] == ", ".join(links)
        assert FAULTS[form](response.content) == []
        said = response.content.decode().replace("&amp;", "&")
        assert said.count(hubs[0]) == said.count(hubs[1]) == 1
        assert itself in said


def test_what_nobody_announces_names_none(reader, hubs, settings):
    section = factories.article().section
    for address in (
        f"/feeds/mix.atom?sections={section.slug}",
        "/feed.atom?text=summary",
        "/feed.atom?digits=arab",
    ):
        response = reader.get(address)
        assert "Link" not in response
        assert "hub.example" not in response.content.decode()
        assert 'rel="self"' in response.content.decode()
    settings.WEBSUB_HUBS = []
    assert "Link" not in reader.get("/feed.atom")
    assert "hubs" not in reader.get("/feed.json").content.decode()
