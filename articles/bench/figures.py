"""What is measured: one figure for each kind of page, and for the editor's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count, cycle
from urllib.parse import quote

from django.db.models import Count
from django.urls import reverse

from articles.bench.client import Client, Environ, form_fields
from articles.bench.generate import MARK
from articles.bench.words import COMMON_WORD
from articles.models import Article, Author, Keyword, Section, Source
from articles.pagination import PAGE_SIZE, Cursor

ARTICLES_IN_TURN = 1000
EDITED_IN_TURN = 14
_DEEP = 0.8  # how far down the archive of the largest section the deep page lies


@dataclass(frozen=True)
class Figure:
    """One row of the table. Making a request is no part of what is measured; sending it is."""

    name: str
    request: Callable[[], Environ]
    status: int = 200
    requests: int | None = None  # in each round; None: as many as its time allows
    kept: bool = False  # with the page cache, which is off for all others


def figures(client: Client) -> list[Figure]:
    """All figures, in the order of the table: readers' pages, then the editor's."""
    articles = list(Article.objects.published().only("pk", "slug").order_by("pk"))
    largest, with_children = Section.objects.get(slug=f"{MARK}1"), Section.objects.get(slug=f"{MARK}2")
    used = Keyword.objects.annotate(uses=Count("article_links")).filter(uses__gt=0)
    common, rare = used.order_by("-uses", "pk")[0], used.order_by("uses", "pk")[0]
    source, author = Source.objects.earliest("pk"), Author.objects.earliest("pk")
    cursor, page = _deep_cursor(largest)
    # Every word of the oldest headline: the whole archive is looked through for one line.
    one_hit = Article.objects.earliest("published_at").headline

    in_turn = _spread(articles, ARTICLES_IN_TURN)
    addresses: list[tuple[str, str]] = [
        ("front page", reverse("home")),
        ("section, page 1", largest.get_absolute_url()),
        (f"section, page {page}", f"{largest.get_absolute_url()}?page={cursor}"),
        ("section with children", with_children.get_absolute_url()),
        (f"keyword, {common.uses:,} articles", common.get_absolute_url()),
        (
            f"keyword, {rare.uses:,} articles" if rare.uses > 1 else "keyword, 1 article",
            rare.get_absolute_url(),
        ),
        ("source", source.get_absolute_url()),
        ("author", author.get_absolute_url()),
        ("search, common word", f"{reverse('search')}?q={quote(COMMON_WORD)}"),
        ("search, one hit", f"{reverse('search')}?q={quote(one_hit)}"),
        ("feed", reverse("feed", args=["rss"])),
    ]
    return [
        Figure(
            "article, one after another",
            _asking(client, [article.get_absolute_url() for article in in_turn]),
            requests=len(in_turn) if len(in_turn) == ARTICLES_IN_TURN else None,
        ),
        *(Figure(name, _asking(client, [address])) for name, address in addresses),
        Figure("front page, kept", _asking(client, [reverse("home")]), kept=True),
        *_editor_figures([article.pk for article in _spread(articles, EDITED_IN_TURN)]),
    ]


def _editor_figures(edited: list[int]) -> list[Figure]:
    editor = Client()
    editor.log_in()
    forms = [reverse("admin:articles_article_change", args=[pk]) for pk in edited]
    return [
        Figure("desk: list of articles", _asking(editor, [reverse("admin:articles_article_changelist")])),
        Figure("desk: open the form", _asking(editor, forms)),
        Figure("desk: save one change", _saving(editor, forms), status=302),
    ]


def _spread(articles: list[Article], most: int) -> list[Article]:
    """At most `most` of `articles`, from the whole archive, its newest among them."""
    return articles[:: -(len(articles) // most or 1)][:most]


def _deep_cursor(section: Section) -> tuple[str, int]:
    """The cursor and the number of a page deep in the archive of `section`."""
    articles = Article.objects.published().filter(section=section).newest()
    pages = int(articles.count() * _DEEP) // PAGE_SIZE or 1
    edge = articles[pages * PAGE_SIZE - 1] if articles.count() > PAGE_SIZE else articles[0]
    assert edge.published_at is not None  # it is published
    return str(Cursor(True, edge.published_at, edge.pk)), pages + 1


def _asking(client: Client, addresses: Sequence[str]) -> Callable[[], Environ]:
    following = cycle(addresses)
    return lambda: client.get(next(following))


def _saving(client: Client, forms: Sequence[str]) -> Callable[[], Environ]:
    """Opens the next form, as an editor has to, and makes the request that saves it with another lede."""
    following, numbers = cycle(forms), count(1)

    def request() -> Environ:
        address, number = next(following), next(numbers)
        fields = form_fields(client.send(client.get(address)).body)
        return client.post(
            address,
            [
                (name, f"{value.rpartition(' ')[0]} {number}") if name == "lede" else (name, value)
                for name, value in fields
            ],
        )

    return request
