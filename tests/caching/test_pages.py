"""Kept pages: what is kept, for whom, and that it is what would be made."""

from __future__ import annotations

from threading import Event, Thread

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from articles.caching.headers import tag
from articles.caching.pages import PageCache, page_cache
from articles.models import Article
from articles.views import article as view
from tests import factories

HOME = "/"


@pytest.fixture
def addresses(article) -> list[str]:
    article.keywords.set(["ميناء"])
    author = factories.author("ليلى")
    article.bylines.create(author=author)
    keyword = article.keyword_list[0]
    pages = [
        thing.get_absolute_url() for thing in (article, article.section, article.source, keyword, author)
    ]
    return [
        HOME,
        *pages,
        "/search/?q=خبر",
        "/search/suggest/?q=خبر",
        "/feed.rss",
        f"{keyword.get_absolute_url()}feed.rss",
    ]


@pytest.mark.django_db
def test_a_kept_page_costs_no_sql_and_says_the_same(
    kept, clock, reader, addresses, django_assert_num_queries
):
    for path in addresses:
        made = reader.get(path)
        clock.forward(seconds=1)
        with django_assert_num_queries(0):
            again = reader.get(path)
            head = reader.head(path)
            unchanged = reader.get(path, headers={"if-none-match": made["ETag"]})
        assert again.content == made.content
        for name in ("ETag", "Content-Type", "Cache-Tag", "Surrogate-Key", "Content-Security-Policy"):
            assert again[name] == made[name], name
        assert again["Vary"] == "Accept-Encoding"
        assert not again.cookies
        assert (head.status_code, head.content, head["Content-Length"]) == (200, b"", str(len(made.content)))
        assert (unchanged.status_code, unchanged.content) == (304, b"")
        assert reader.post(path).status_code == 405


@pytest.mark.django_db
def test_a_date_alone_asks_for_what_was_made_since(kept, clock, reader, committed, article):
    """Whatever made another feed of it: also what leaves no later date in it, and within the same second."""
    assert not reader.get("/feed.rss").has_header("Last-Modified")  # this second may see another one yet
    with committed():
        article.section = factories.section("رياضة")
        article.save()
    moved = reader.get("/feed.rss")
    assert not moved.has_header("Last-Modified")
    clock.forward(seconds=1)
    dated = reader.get("/feed.rss")
    assert dated.content == moved.content
    asked = {"if-modified-since": dated["Last-Modified"]}
    clock.forward(seconds=5)
    assert reader.get("/feed.rss", headers=asked).status_code == 304
    with committed():
        article.section = factories.section("ثقافة")
        article.save()
    assert reader.get("/feed.rss", headers=asked).status_code == 200


@pytest.mark.django_db
def test_what_a_link_carries_besides_is_no_other_page_and_gets_into_none(
    kept_here, clock, reader, article, is_kept
):
    path = article.get_absolute_url()
    first = reader.get(path, {"utm_source": "evil.example"})
    assert b"evil" not in first.content
    assert is_kept(path)
    assert is_kept(f"{path}?fbclid=1&page=2")
    assert is_kept(f"{path}?" + "&".join(f"{n}=" for n in range(900)))
    section = article.section.get_absolute_url()
    assert not is_kept(section)
    assert is_kept(f"{section}?utm_source=x")
    assert not is_kept(f"{section}?page=o1-1")
    assert is_kept(f"{section}?x=1&page=o2-2&page=o1-1")  # the last one counts
    assert reader.get(f"{section}?page=").status_code == 404


@pytest.mark.django_db
def test_hosts_are_kept_apart(kept_here, clock, reader, article, settings):
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    path = article.get_absolute_url()
    for host in ("one.example", "two.example"):
        assert (
            f'rel="canonical" href="http://{host}/'
            in reader.get(path, headers={"host": host}).content.decode()
        )
    assert reader.get(path, headers={"host": "three.example"}).status_code == 400


@pytest.mark.django_db
def test_what_is_not_the_page_itself_is_not_kept(kept_here, clock, reader, desk, article, is_kept):
    withdrawn = factories.article(status="withdrawn", first_published_at=timezone.now())
    for path, status in (
        (f"/a/{article.pk}", 301),
        (withdrawn.get_absolute_url(), 410),
        ("/article/999/x/", 404),
        ("/nowhere/", 404),
    ):
        response = reader.get(path)
        assert response.status_code == status
        assert response["Cache-Control"].startswith("public, max-age=")
        assert response["Cache-Tag"].startswith("all")
        assert not is_kept(path), path
    for path in (
        "/admin/",
        f"/admin/articles/article/{article.pk}/change/",
        "/admin/articles/article/999/change/",
    ):
        response = desk.get(path)
        assert "public" not in response.get("Cache-Control", "")
        assert "Cache-Tag" not in response


@pytest.mark.django_db
def test_off_means_off(settings, clock, reader, article, is_kept):
    settings.CACHE_URL = "off"
    assert page_cache() is None
    assert not is_kept(HOME)
    assert not is_kept(HOME)


# --- Of the cache itself, with pages of our own ------------------------------------------------------------


@pytest.fixture
def cache(kept, clock, monkeypatch) -> PageCache:
    monkeypatch.setattr(PageCache, "_next_moment", lambda self, now: now.replace(hour=23))
    found = page_cache()
    assert found
    return found


def answer(text: str = "text", *tags: str) -> HttpResponse:
    response = HttpResponse(text)
    tag(response, also=tags)
    return response


def ask(cache: PageCache, make, path: str = "/") -> str:
    request = RequestFactory().get(path)
    response, _moment = cache.answer(request, make)
    return response.content.decode()


def test_a_purge_takes_exactly_the_pages_with_its_tag(cache):
    ask(cache, lambda: answer("one", "line-1", "line-2"), "/1")
    ask(cache, lambda: answer("two", "line-2", "line-3"), "/2")
    cache.renew(["line-1"])
    assert ask(cache, lambda: answer("new", "line-1"), "/1") == "new"
    assert ask(cache, lambda: answer("new"), "/2") == "two"
    cache.renew(["all"])
    assert ask(cache, lambda: answer("new"), "/2") == "new"


def test_a_page_that_was_being_made_when_something_was_purged_is_not_kept(cache):
    def make() -> HttpResponse:
        cache.renew(["line-1"])  # after it was read
        return answer("old", "line-1")

    assert ask(cache, make) == "old"
    assert ask(cache, lambda: answer("new", "line-1")) == "new"


def test_a_purge_between_the_last_look_and_keeping_it_counts(cache, monkeypatch):
    put = type(cache._store).put

    def late(self, *args):
        cache.renew(["line-1"])
        put(self, *args)

    monkeypatch.setattr(type(cache._store), "put", late)
    assert ask(cache, lambda: answer("old", "line-1")) == "old"
    monkeypatch.setattr(type(cache._store), "put", put)
    assert ask(cache, lambda: answer("new", "line-1")) == "new"


def test_one_makes_it_and_the_others_wait(cache):
    made, go, answers = [], Event(), []

    def make() -> HttpResponse:
        made.append(1)
        assert go.wait(10)
        return answer("page")

    threads = [Thread(target=lambda: answers.append(ask(cache, make))) for _ in range(4)]
    for thread in threads:
        thread.start()
    go.set()
    for thread in threads:
        thread.join(10)
    assert answers == ["page"] * 4
    assert len(made) == 1
    assert not cache._making


def test_an_error_while_making_is_the_askers_and_leaves_nothing_locked(cache):
    def fail() -> HttpResponse:
        raise ValueError("no page")

    for _ in range(2):
        with pytest.raises(ValueError, match="no page"):
            ask(cache, fail)
    assert ask(cache, lambda: answer("page")) == "page"


@pytest.mark.django_db
def test_without_redis_pages_are_made_and_the_log_says_so(settings, reader, article, caplog):
    settings.CACHE_URL = "redis://127.0.0.1:1/0"
    assert reader.get(HOME).status_code == 200
    assert reader.get("/nowhere/").status_code == 404
    assert "pages are made anew" in caplog.text
    page_cache().renew(["line-1"])
    assert "a purge waits" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_change_while_its_page_is_being_made_leaves_no_old_page(kept, monkeypatch):
    story = factories.article(headline="قبل")
    path, read, changed, old = story.get_absolute_url(), Event(), Event(), []
    render = view.render

    def slow(*args, **kwargs):
        read.set()
        assert changed.wait(10)
        return render(*args, **kwargs)

    def ask_for_it() -> None:
        try:
            old.append(Client().get(path).content.decode())
        finally:
            connection.close()

    monkeypatch.setattr(view, "render", slow)
    thread = Thread(target=ask_for_it)
    thread.start()
    assert read.wait(10)
    Article.objects.get(pk=story.pk).save()
    changing = Article.objects.get(pk=story.pk)
    changing.headline = "بعد"
    changing.save()
    changed.set()
    thread.join(10)
    monkeypatch.setattr(view, "render", render)
    assert "قبل" in old[0]
    assert "بعد" in Client().get(path).content.decode()
