"""Search engines that take IndexNow: told of our own pages that changed, never of others."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.utils import timezone

from articles.announcing.announce import tell
from articles.models.correction import CorrectionKind
from articles.workflow import acts
from tests import factories

pytestmark = pytest.mark.django_db
KEY = "0a1b2c3d-4E5F"


@pytest.fixture
def engine(settings, server) -> Any:
    settings.SITE_URL = "https://news.example"
    settings.INDEXNOW_KEY, settings.INDEXNOW_ENDPOINT = KEY, f"{server.url}indexnow"
    return server


@pytest.fixture
def chief() -> Any:
    return factories.user(role="رئيس تحرير")


def told(engine: Any) -> list[str]:
    """The addresses that it was told since it was last asked, in one request."""
    requests, engine.asked = engine.asked, []
    assert len(requests) <= 1
    return [address for request in requests for address in json.loads(request.body)["urlList"]]


def test_it_is_told_as_the_protocol_says(engine, committed):
    with committed():
        story = factories.article()
    (request,) = engine.asked
    assert (request.method, request.path) == ("POST", "/indexnow")
    assert request.headers["Content-Type"] == "application/json; charset=utf-8"
    assert json.loads(request.body) == {
        "host": "news.example",
        "key": KEY,
        "keyLocation": f"https://news.example/{KEY}.txt",
        "urlList": [f"https://news.example{story.get_absolute_url()}"],
    }


def test_of_what_appears_changes_significantly_and_leaves(engine, committed, chief):
    story = factories.article(status="draft", published_at=None)
    address = f"https://news.example{story.get_absolute_url()}"
    acted = [
        (lambda: acts.publish(story.pk, chief), [address]),
        (lambda: acts.correct(story.pk, chief, CorrectionKind.UPDATE, "أضيف رد."), [address]),
        (lambda: acts.withdraw(story.pk, chief, "لم يثبت."), [address]),
        (lambda: acts.reopen(story.pk, chief, "نراجعه"), []),
    ]
    for act, expected in acted:
        with committed():
            act()
        assert told(engine) == expected
    other = factories.article()
    with committed():
        other.body = "<p>نص</p>"
        other.save()
    assert told(engine) == []
    with committed():
        other.slug = "عنوان-آخر"
        other.save()
    (moved,) = told(engine)
    assert moved.endswith(other.get_absolute_url())
    with committed():
        other.delete()
    assert told(engine) == [moved]


def test_never_of_what_is_not_ours_to_be_found(engine, committed, settings):
    with committed():
        factories.article(canonical_url="https://almarfa.example/1")
        factories.article(
            source=factories.source(canonical="original"), source_url="https://almarfa.example/2"
        )
        factories.article(status="draft")
    assert told(engine) == []
    elsewhere = factories.article(canonical_url="https://almarfa.example/1")
    with committed():
        elsewhere.delete()
    assert told(engine) == []
    settings.ROBOTS = "closed"
    with committed():
        factories.article()
    assert told(engine) == []


def test_hubs_and_engines_side_by_side(engine, settings, committed):
    settings.WEBSUB_HUBS = [f"{engine.url}hub"]
    with committed():
        factories.article()
    assert sorted(request.path for request in engine.asked) == ["/hub", "/indexnow"]


def test_very_many_go_in_several_requests(engine):
    tell.call(f"indexnow {engine.url}indexnow", [f"https://news.example/a/{n}" for n in range(10_001)])
    assert [len(json.loads(request.body)["urlList"]) for request in engine.asked] == [10_000, 1]


@pytest.mark.parametrize("status", [202, 400, 403, 422, 429, 500])
def test_an_answer_of_refusal_is_logged_without_the_key(engine, committed, caplog, status):
    engine.answers = [(status, b"")]
    with committed():
        factories.article()
    assert ("are lost" in caplog.text) == (status != 202)
    assert KEY not in caplog.text
    assert "indexnow http://127.0.0.1" in caplog.text or status == 202


def test_the_key_is_where_engines_look_for_it_and_no_other_is(reader, engine, settings):
    response = reader.get(f"/{KEY}.txt")
    assert (response.status_code, response.content.decode()) == (200, KEY)
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert reader.get("/0a1b2c3d-4E5G.txt").status_code == 404
    assert reader.get("/robots.txt").status_code == 200
    settings.INDEXNOW_KEY = ""
    assert reader.get(f"/{KEY}.txt").status_code == 404


def test_off_without_a_key(settings, server, committed):
    settings.INDEXNOW_ENDPOINT = server.url
    with committed():
        story = factories.article()
        story.significant_update_at = timezone.now()
        story.save()
    assert not server.asked
