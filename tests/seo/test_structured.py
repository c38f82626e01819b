"""The JSON-LD of an article's page."""

from __future__ import annotations

import json
import re

import pytest

from articles.models.correction import CorrectionKind
from articles.workflow import acts
from tests import factories

pytestmark = pytest.mark.django_db


def structured(reader, article):
    page = reader.get(article.get_absolute_url()).content.decode()
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])


def test_it_says_what_the_page_says(reader):
    article = factories.article(
        headline="رصيف جديد",
        source_url="https://almarfa.example/1",
        lead_photo=factories.photo(),
        keywords=["ميناء"],
        authors=[factories.author("ليلى")],
    )
    said = structured(reader, article)
    assert (said["@type"], said["headline"], said["keywords"]) == ("NewsArticle", "رصيف جديد", ["ميناء"])
    page = f"http://testserver{article.bylines.get().author.get_absolute_url()}"
    assert said["author"] == [{"@type": "Person", "name": "ليلى", "url": page}]
    assert said["mainEntityOfPage"] == f"http://testserver{article.get_absolute_url()}"
    assert [address.split("/")[3] for address in said["image"]] == ["media", "card"]
    assert said["isBasedOn"] == "https://almarfa.example/1"
    assert said["datePublished"] == said["dateModified"]
    assert "correction" not in said


def test_a_correction_is_in_it_with_its_kind_and_its_time(reader):
    article = factories.article()
    acts.correct(article.pk, factories.user(is_superuser=True), CorrectionKind.UPDATE, "أضيف رد الميناء.")
    said = structured(reader, article)
    (correction,) = said["correction"]
    assert (correction["@type"], correction["name"]) == ("CorrectionComment", "تحديث")
    assert correction["text"] == "أضيف رد الميناء."
    assert said["dateModified"] == correction["datePublished"] > said["datePublished"]


@pytest.mark.parametrize(
    "headline", ["</script><script>alert(1)</script>", "]]>", "\u202eقلب", "“قول” \\ آخر"]
)
def test_no_headline_gets_out_of_it(reader, headline):
    article = factories.article(headline=f"خبر {headline}")
    article.refresh_from_db()  # without marks that turn the line around
    assert structured(reader, article)["headline"] == article.headline
