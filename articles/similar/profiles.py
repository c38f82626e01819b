"""Reads articles into terms and shingles, and stores them so that others find them.

Terms are light stems, known by a 32-bit hash: no table of words to keep, and at a million different
stems a few hundred of them share a number with another.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import batched, pairwise
from math import log, sqrt
from typing import Any
from zlib import crc32

from django.db import connection, models, transaction

from articles.models import Article, ArticleKeyword
from articles.models.derived import Profile, SketchHash, TermArticles, TermCount
from articles.similar.parameters import (
    BODY,
    BODY_WORDS,
    HEADLINE,
    KEYWORDS,
    LEDE,
    MOST_ARTICLES_OF_TERM,
    MOST_COPIES,
    NAMES,
    RARITY_POWER,
    TERMS_INDEXED,
)
from articles.text.html import plain_text
from articles.text.similarity import shingles, sketch, weighted_terms
from articles.text.stems import light_stem
from articles.text.tokens import STOP_WORDS, words

ALL_ARTICLES = -1  # the row of TermCount that counts the articles themselves
_CHUNK = 5_000  # values in one statement
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_ID_BITS = 40


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of one article."""

    terms: dict[int, float]  # hash of each term and how much the article is about it
    words: dict[int, str]  # the shortest word (for a name: two) behind each hash, as it is matched
    shingles: array[int]


def read(article: Article, keywords: Sequence[str] = ()) -> Reading:
    """Terms and shingles of `article`; `keywords` are the names of its keywords. No query."""
    body = words(plain_text(article.body))
    text = (words(article.headline), words(article.lede), body[:BODY_WORDS])
    fields = (*zip((HEADLINE, LEDE, BODY), text, strict=True), (KEYWORDS, words(" ".join(keywords))))
    stem_of = {
        word: light_stem(word)
        for _, field in fields
        for word in field
        if word not in STOP_WORDS and len(word) > 1
    }
    names = _names(text, stem_of)
    said = {stem_of[word]: word for word in sorted(stem_of, key=len, reverse=True)} | names
    terms = weighted_terms(
        [
            *((weight, [stem_of[word] for word in field if word in stem_of]) for weight, field in fields),
            (NAMES, list(names)),
        ]
    )
    hashes = {term: crc32(term.encode()) for term in terms}
    return Reading(
        terms={hashes[term]: weight for term, weight in terms.items()},
        words={hashes[term]: word for term, word in said.items()},
        shingles=shingles(body or words(article.lede)),
    )


def _names(text: Iterable[Sequence[str]], stem_of: Mapping[str, str]) -> dict[str, str]:
    """Pairs of neighbouring words that a text says again: stems, and the words where they stand first.

    Arabic has no capitals to tell a name by, but «كوريا الشمالية» is said again as it is.
    """
    first: dict[str, str] = {}
    again: dict[str, str] = {}
    for field in text:
        for one, two in pairwise(field):
            if one in stem_of and two in stem_of:
                pair = f"{stem_of[one]} {stem_of[two]}"
                if pair in first:
                    again[pair] = first[pair]
                else:
                    first[pair] = f"{one} {two}"
    return again


def read_all(articles: Sequence[Article]) -> dict[int, Reading]:
    """Readings of `articles` by id; one query, for their keywords."""
    keywords = ArticleKeyword.names_of(article.pk for article in articles)
    return {
        article.pk: read(article, [keyword.name for keyword in keywords[article.pk]]) for article in articles
    }


def store(articles: Sequence[Article]) -> None:
    """Store the profiles of `articles`, and count and list them under their terms. Twice changes nothing."""
    readings = read_all(articles)
    with transaction.atomic():
        lock()
        held = _held(list(readings))
        counts = _count(held, readings)
        places = _store_profiles(articles, readings, counts)
        _list_under_terms(held, places)
        _store_sketches(readings)


def forget(keys: Sequence[int]) -> None:
    """Undo what store() did for articles (ids) that are about to be deleted. Twice changes nothing."""
    with transaction.atomic():
        lock()
        held = _held(keys)
        _count(held, {})
        _list_under_terms(held, {})
        SketchHash.objects.filter(article__in=keys).delete()
        Profile.objects.filter(article__in=keys).delete()


def lock() -> None:
    """Until this transaction ends, nobody else changes what is derived. (SQLite has one writer anyway.)"""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [crc32(b"articles.similar")])


def term_counts(terms: Iterable[int]) -> dict[int, int]:
    """In how many articles each of `terms` stands (those in none are left out), and ALL_ARTICLES."""
    rows = fetched(TermCount, "term", [*terms, ALL_ARTICLES], "articles")
    return dict(rows)


def rarity(count: int, total: int) -> float:
    """What it says that two articles share a term that `count` of `total` have (smoothed idf)."""
    return (log((total + 1) / (count + 1)) + 1) ** RARITY_POWER


def rarities(terms: Iterable[int], counts: Mapping[int, int]) -> dict[int, float]:
    """The rarity of each of `terms`, by what term_counts gave."""
    total = counts.get(ALL_ARTICLES, 0)
    return {term: rarity(counts.get(term, 0), total) for term in terms}


def place_in_time(at: datetime, pk: int) -> int:
    """The number by which a term's list keeps an article: ascending by day, then by id."""
    return max(0, (at - _EPOCH).days) << _ID_BITS | pk


def day_of(place: int) -> int:
    return place >> _ID_BITS


def id_of(place: int) -> int:
    return place & ((1 << _ID_BITS) - 1)


def fetched(model: type[models.Model], key: str, keys: Sequence[Any], *columns: str) -> Iterator[Any]:
    """Rows (key and `columns`) of `model` whose `key` is among `keys`, in statements of bounded size."""
    for some in batched(keys, _CHUNK):
        yield from model._default_manager.filter(**{f"{key}__in": some}).values_list(key, *columns)


def _held(keys: Sequence[int]) -> dict[int, array[int]]:
    """The terms of those of `keys` that have a profile: what they are counted and listed under."""
    return {pk: unpacked(terms) for pk, terms in fetched(Profile, "article", keys, "terms")}


def _count(held: Mapping[int, array[int]], readings: Mapping[int, Reading]) -> dict[int, int]:
    """Count the terms of `readings` instead of those `held` before; the new counts of all of them."""
    change: Counter[int] = Counter()
    for terms in held.values():
        change.subtract([*terms, ALL_ARTICLES])
    for reading in readings.values():
        change.update([*reading.terms, ALL_ARTICLES])
    counts = term_counts(change)
    changed = {term: counts.get(term, 0) + by for term, by in change.items() if by}
    _upsert(TermCount, "articles", ((term, max(0, count)) for term, count in changed.items()))
    return counts | changed


def _store_profiles(
    articles: Sequence[Article], readings: Mapping[int, Reading], counts: Mapping[int, int]
) -> dict[int, list[int]]:
    """The places of the articles under each term that tells most about them."""
    entries: dict[int, list[int]] = defaultdict(list)
    profiles = []
    for article in articles:
        reading = readings[article.pk]
        rare = rarities(reading.terms, counts)
        weighed = {term: weight * rare[term] for term, weight in reading.terms.items()}
        order = sorted(weighed, key=weighed.__getitem__, reverse=True)
        place = place_in_time(article.published_at or article.created_at, article.pk)
        for term in order[:TERMS_INDEXED]:
            entries[term].append(place)
        largest = max(reading.terms.values(), default=1.0)
        profiles.append(
            Profile(
                article=article,
                terms=array("I", order).tobytes(),
                weights=bytes(max(1, round(255 * reading.terms[term] / largest)) for term in order),
                length=sqrt(sum(weight * weight for weight in weighed.values())) / largest * 255,
                shingles=reading.shingles.tobytes(),
            )
        )
    Profile.objects.bulk_create(
        profiles,
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["terms", "weights", "length", "shingles"],
    )
    return entries


def _store_sketches(readings: Mapping[int, Reading]) -> None:
    """A hash that enough texts have already finds them; more of them would make each search longer."""
    SketchHash.objects.filter(article__in=list(readings)).delete()
    sketches = {pk: sketch(reading.shingles) for pk, reading in readings.items()}
    hashes = {number for numbers in sketches.values() for number in numbers}
    taken = Counter(number for (number,) in fetched(SketchHash, "hash", list(hashes)))
    rows = []
    for pk, numbers in sketches.items():
        for number in numbers:
            if taken[number] < MOST_COPIES:
                taken[number] += 1
                rows.append(SketchHash(hash=number, article_id=pk))
    SketchHash.objects.bulk_create(rows)


def _list_under_terms(held: Mapping[int, array[int]], places: Mapping[int, list[int]]) -> None:
    """Put `places` of articles into the lists of terms instead of those where they were `held` before.

    Each list is sorted and no longer than its bound.
    """
    left: dict[int, set[int]] = defaultdict(set)
    for pk, terms in held.items():
        for term in terms[:TERMS_INDEXED]:
            left[term].add(pk)
    stored = dict(fetched(TermArticles, "term", [*{*left, *places}], "articles"))
    rows = []
    for term in {*left, *places}:
        here: Iterable[int] = unpacked(stored.get(term, b""), "q")
        if gone := left.get(term):
            here = (place for place in here if id_of(place) not in gone)
        merged = sorted({*here, *places.get(term, ())})
        rows.append((term, array("q", merged[-MOST_ARTICLES_OF_TERM:]).tobytes()))
    _upsert(TermArticles, "articles", rows)


def _upsert(model: type[models.Model], column: str, rows: Iterable[tuple[int, Any]]) -> None:
    """Set `column` of terms: by hand, since a batch has some 30,000 of them and an object each costs more
    than the writing; in their order, which is that of the table."""
    table = model._meta.db_table
    sql = (
        f"INSERT INTO {table} (term, {column}) VALUES (%s, %s) "
        f"ON CONFLICT (term) DO UPDATE SET {column} = excluded.{column}"
    )
    with connection.cursor() as cursor:
        cursor.executemany(sql, sorted(rows))


def unpacked(data: bytes | memoryview, kind: str = "I") -> array[int]:
    """The numbers in a binary column («I»: 32 bits, «q»: 64)."""
    numbers = array(kind)
    numbers.frombytes(data)
    return numbers
