"""Keywords, sources and sections that a query names: as filters, as links above the hits, while typing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, Value

from articles.addresses import path_of
from articles.models import Article, KeywordSpelling, Section, SourceName
from articles.prepared import Prepared, padded
from articles.text.normalize import comparable, identity_key
from articles.text.tokens import words

MOST = 6  # of each kind
_LONGEST_NAME = 5  # words
_MOST_RUNS = 50
# Of a range of keys, an end that no key reaches: prefixes are looked up as ranges, which every index can.
_LAST = "\U0010ffff"


@dataclass(frozen=True)
class Named:
    """A page that a query names."""

    kind: str  # keyword, source, section; of suggestions also article
    text: str
    url: str


@dataclass(frozen=True)
class Names:
    """What a query names, and which source its filter means (None: none of that name)."""

    named: list[Named]
    source: int | None


def names_in(text: str, source: str, sections: Sequence[Section]) -> Names:
    """The keywords, sources and `sections` that stand whole in `text`; one statement."""
    runs = _runs(text)
    wanted = identity_key(source)
    asked = {"keywords": padded([*runs]), "sources": padded([*runs, *([wanted] if wanted else [])])}
    found = _called(**asked) if runs or wanted else []
    named = {
        (kind, pk): Named(kind, name, path_of(kind, slug))
        for kind, name, slug, pk, key in found
        if key in runs
    }
    for section in sections:
        if identity_key(section.name) in runs:
            named["section", section.pk] = Named("section", section.name, section.get_absolute_url())
    is_meant = [pk for kind, _, _, pk, key in found if kind == "source" and key == wanted]
    return Names(sorted(named.values(), key=_order)[: 2 * MOST], is_meant[0] if is_meant else None)


@Prepared
def _called(keywords: list[str], sources: list[str]) -> QuerySet[Any, Any]:
    spellings = KeywordSpelling.objects.filter(key__in=keywords)
    names = SourceName.objects.filter(key__in=sources)
    return spellings.values_list(Value("keyword"), "keyword__name", "keyword__slug", "keyword", "key").union(
        names.values_list(Value("source"), "source__name", "source__slug", "source", "key")
    )


def sections_named(name: str, sections: Sequence[Section]) -> list[int]:
    """The section called `name` (or with that slug) among `sections`, and its children."""
    key = identity_key(name)
    pks = [one.pk for one in sections if key and (identity_key(one.name) == key or one.slug == name)]
    return [*pks, *(one.pk for one in sections if one.parent_id in pks)]


def suggestions(text: str, sections: Sequence[Section]) -> list[Named]:
    """What begins with `text`: keywords, sources, sections and the headlines of stories; three statements.

    Nothing for less than two letters. Each is a bounded walk along an index of folded names.
    """
    key = identity_key(text)
    if len(key) < 2:
        return []
    within = {"key__gte": key, "key__lt": key + _LAST}
    keywords = KeywordSpelling.objects.filter(**within).order_by("key")
    sources = SourceName.objects.filter(**within).order_by("key")
    headlines = Article.objects.published().filter(headline_key__gte=key, headline_key__lt=key + _LAST)
    found = [
        *_named("keyword", keywords.values_list("keyword__name", "keyword__slug")[: 2 * MOST]),
        *_named("source", sources.values_list("source__name", "source__slug")[: 2 * MOST]),
        *(
            Named("section", section.name, section.get_absolute_url())
            for section in sections
            if identity_key(section.name).startswith(key)
        ),
        *(
            Named("article", headline, path_of("article", pk, slug))
            for headline, pk, slug in headlines.order_by("headline_key").values_list(
                "headline", "pk", "slug"
            )[:MOST]
        ),
    ]
    return list(dict.fromkeys(found))


def _named(kind: str, rows: Iterable[tuple[str, str]]) -> list[Named]:
    """Each once: several spellings of one thing may begin alike."""
    return list(dict.fromkeys(Named(kind, name, path_of(kind, slug)) for name, slug in rows))[:MOST]


def _runs(text: str) -> set[str]:
    """The runs of up to five words of `text`, as names are keyed."""
    parts = comparable(text).split()[:_MOST_RUNS]
    return {
        " ".join(parts[start:end])
        for start in range(len(parts))
        for end in range(start + 1, min(start + _LONGEST_NAME, len(parts)) + 1)
    }


def _order(named: Named) -> tuple[int, str]:
    """The longer name says more; then by kind and alphabet."""
    return (-len(words(named.text)), named.kind + named.text)
