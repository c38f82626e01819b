"""Private links: what they show to whom, for how long, and that nothing keeps it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import PreviewLink
from articles.preview import links
from articles.preview.links import Lifetime
from articles.workflow import acts
from tests import factories
from tests.workflow.conftest import in_state

pytestmark = pytest.mark.django_db
STATES = ["draft", "review", "approved", "scheduled", "published", "expired", "withdrawn", "archived"]


def link_to(article, editor, lifetime=Lifetime.DAY) -> tuple[PreviewLink, str]:
    """A link and its path."""
    made = links.make(article.pk, editor, lifetime, "المحامي")
    return made, reverse("preview", args=[links.token_of(made)])


def main(response) -> str:
    page = response.content.decode()
    return page[page.index("<main") : page.index("</main>")]


@pytest.mark.parametrize("state", STATES)
def test_a_link_shows_a_story_in_any_state_and_nothing_keeps_it(reader, editor, state):
    _link, path = link_to(in_state(state, headline="سر لم يُنشر"), editor)
    response = reader.get(path)
    assert response.status_code == 200
    assert "<h1>سر لم يُنشر" in main(response)
    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Frame-Options"] == "DENY"
    page = response.content.decode()
    assert '<meta name="robots" content="noindex">' in page
    assert 'rel="canonical"' not in page
    assert not response.cookies
    assert not {"ETag", "Last-Modified", "Cache-Tag", "Vary"} & set(response.headers)
    assert reader.head(path).status_code == 200
    assert reader.post(path).status_code == 405


def test_a_link_shows_exactly_the_readers_page_as_it_is_stored_now(reader, editor):
    article = factories.article(
        lead_photo=factories.photo(), keywords=["ميناء", "سفن"], authors=[factories.author()]
    )
    factories.related(article, factories.article(), "read_also")
    factories.related(article, "عنوان لم يصل", "read_also")
    factories.related(article, factories.article())
    _link, path = link_to(article, editor)
    assert main(reader.get(path)) == main(reader.get(article.get_absolute_url()))
    article.headline = "عنوان آخر"
    article.save()
    assert "<h1>عنوان آخر" in main(reader.get(path))


def test_a_draft_says_its_planned_time_or_that_it_has_none(reader, editor):
    _link, path = link_to(in_state("draft"), editor)
    assert "لم يُنشر بعد" in main(reader.get(path))
    _link, path = link_to(in_state("draft", published_at=timezone.now() + timedelta(days=1)), editor)
    assert "لم يُنشر بعد" not in main(reader.get(path))


def test_a_page_costs_what_the_readers_one_does(reader, editor, article):
    _link, path = link_to(article, editor)
    with CaptureQueriesContext(connection) as queries:
        assert reader.get(path).status_code == 200
    assert len(queries) <= 6
    assert all(query["sql"].lstrip("(").startswith("SELECT") for query in queries)


@pytest.mark.parametrize("change", [lambda token: token[:-1], lambda token: "9" + token, lambda token: "1"])
def test_an_altered_token_is_not_found_and_asks_no_database(reader, editor, article, change):
    link, _path = link_to(article, editor)
    with CaptureQueriesContext(connection) as queries:
        response = reader.get(reverse("preview", args=[change(links.token_of(link))]))
    assert response.status_code == 404
    assert article.headline not in response.content.decode()
    assert not [query for query in queries if "preview" in query["sql"]]


@pytest.mark.parametrize("path", ["/preview/x/", "/preview/1.%00/", "/preview/١.توقيع/", "/preview/1:1/"])
def test_a_token_that_never_was_is_not_found(reader, path):
    assert reader.get(path).status_code == 404


def gone_410(reader, path, article) -> bool:
    response = reader.get(path)
    page = response.content.decode()
    assert article.headline not in page
    assert response["Cache-Control"] == "no-store"
    return response.status_code == 410 and "انتهى هذا الرابط" in page and "noindex" in page


def test_a_link_ends_at_its_time(reader, editor, article, monkeypatch):
    link, path = link_to(article, editor, Lifetime.HOUR)
    assert link.expires_at == link.made_at + timedelta(hours=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: link.expires_at - timedelta(seconds=1))
    assert reader.get(path).status_code == 200
    monkeypatch.setattr("django.utils.timezone.now", lambda: link.expires_at)
    assert gone_410(reader, path, article)


def test_a_revoked_link_is_over_and_says_who_revoked_it(reader, editor, article):
    link, path = link_to(article, editor)
    _other, other_path = link_to(article, editor)
    assert links.revoke(link, editor)
    assert not links.revoke(link, editor)
    assert gone_410(reader, path, article)
    link.refresh_from_db()
    assert (link.revoked_by, bool(link.revoked_at)) == (editor, True)
    assert reader.get(other_path).status_code == 200


def test_a_link_to_a_deleted_article_is_over(reader, editor, article):
    _link, path = link_to(article, editor)
    headline = article.headline
    article.delete()
    article.headline = headline
    assert gone_410(reader, path, article)


@pytest.mark.parametrize("act", [acts.withdraw, acts.archive])
def test_taking_a_story_away_ends_its_links_and_new_ones_can_be_made(reader, editor, article, act):
    _link, path = link_to(article, editor)
    act(article.pk, editor, "بطلب من المحامي")
    assert gone_410(reader, path, article)
    _link, path = link_to(article, editor)
    assert reader.get(path).status_code == 200
