"""Excerpts: the part of a text that was searched for, in its own spelling."""

from __future__ import annotations

import pytest

from articles.search.backends import backend
from articles.search.excerpts import EXCERPT, Marker
from articles.search.vocabulary import terms_of

pytestmark = pytest.mark.django_db

FILLER = "نص طويل لا يعني شيئا يذكر هنا " * 20


def excerpt(query: list[str], text: str) -> str:
    """The excerpt as a reader sees it, marked words in [ ]."""
    terms, _ = terms_of(query, backend())
    pieces = Marker(terms).excerpt([text])
    return "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in pieces)


def test_words_are_marked_as_they_are_written():
    assert excerpt(["ايران"], "زار إِيرَان أمس.") == "زار [إِيرَان] أمس."


def test_an_excerpt_begins_with_its_sentence_where_that_is_near():
    text = f"{FILLER}. وصلت السفينة الكبيرة إلى ميناء الرمال مساء. {FILLER}"
    found = excerpt(["ميناء"], text)
    assert found.startswith("… وصلت السفينة الكبيرة إلى [ميناء] الرمال مساء.")
    assert found.endswith(" …")
    assert len(found) <= EXCERPT + 10


def test_in_a_long_sentence_it_begins_at_a_word_before():
    found = excerpt(["ميناء"], f"{FILLER} ميناء {FILLER}")
    assert found.startswith("… ")
    assert found[2:].split()[0] in FILLER.split()
    assert "[ميناء]" in found


def test_the_beginning_serves_when_nothing_is_found():
    assert excerpt(["سمرقند"], "أول الكلام. وآخره.") == "أول الكلام. وآخره."
