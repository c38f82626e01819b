"""The report on a running site: what it finds is there, and what is there it finds."""

from typing import Any

import pytest

from tests import factories
from tests.site_report import Walk, table

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_sound_site_has_nothing_wrong_and_every_page_is_weighed(live_server: Any, browser: Any):
    story = factories.article(lead_photo=factories.photo(), keywords=["ميناء الرمال"])
    walk = Walk(browser, live_server.url, 100)
    visits = list(walk.run())
    assert walk.broken == []
    # The tests' server compresses nothing, so every page is too heavy here.
    wrong = [problem for visit in visits for problem in visit.wrong if ", more than " not in problem]
    assert wrong == []
    assert {visit.kind for visit in visits} >= {"front", "article", "section", "source", "keyword", "feeds"}
    assert all(visit.bytes["document"] and visit.bytes["stylesheet"] for visit in visits)
    # The short address leads to the page, which is opened once.
    assert [visit.path for visit in visits].count(story.get_absolute_url()) <= 1
    assert len({visit.path for visit in visits}) == len(visits)
    assert "article" in table(visits)


def test_link_that_leads_nowhere_is_told_with_the_page_that_has_it(live_server: Any, browser: Any):
    factories.article(body='<p>نص فيه <a href="/article/999999/x/">رابط</a>.</p>')
    walk = Walk(browser, live_server.url, 100)
    list(walk.run())
    [broken] = walk.broken
    assert broken.startswith("404 ")
    assert "/article/999999/x/" in broken
    assert "named by /article/" in broken
