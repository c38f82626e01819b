"""The publish checklist: what blocks, what is advice, and that it asks the database little."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from articles.checklist.items import SENTENCES
from articles.checklist.publish import LIST_HEADLINE, blocking, checklist, without_style
from articles.checklist.style import MOST_CHARACTERS, findings_in, texts_of
from articles.models import Article
from articles.models.source import SourceKind
from articles.models.status import Status
from articles.times import in_words
from tests import factories

pytestmark = pytest.mark.django_db


def ids(items):
    return [item.id for item in items]


def advice(article, **given):
    return {item.id: item for item in checklist(article, **given) if not item.blocking}


@pytest.fixture
def complete():
    """A draft that has everything."""
    article = factories.article(
        status=Status.DRAFT,
        published_at=None,
        source=factories.source("غرفة أخبارنا", kind=SourceKind.OWN),
        lead_photo=factories.photo(),
        keywords=["المرفأ"],
    )
    factories.related(article, "خبر لم يصل بعد", "read_also")
    return article


def test_a_complete_story_has_nothing_to_do(complete):
    assert checklist(complete) == []


@pytest.mark.parametrize(
    ("end", "item"),
    [(-1, "photo-rights-ended"), (6, "photo-rights-end"), (8, ""), (None, "")],
)
def test_rights_of_the_photo_that_end_are_said(complete, end, item):
    at = None if end is None else timezone.now() + timedelta(days=end)
    complete.lead_photo.rights_expire_at = at
    found = checklist(complete)
    assert ids(found) == ([item] if item else [])
    if item:
        assert in_words(at) in found[0].sentence
        assert (found[0].field, found[0].blocking) == ("lead_photo", False)


def test_a_plan_for_after_they_end_is_seen(complete):
    complete.published_at = timezone.now() + timedelta(days=20)
    complete.lead_photo.rights_expire_at = timezone.now() + timedelta(days=10)
    assert ids(checklist(complete)) == ["photo-rights-end"]


@pytest.mark.parametrize(
    ("changes", "item", "field"),
    [
        ({"headline": ""}, "headline", "headline"),
        ({"headline": "…"}, "headline", "headline"),
        ({"lede": " "}, "lede", "lede"),
        ({"body": "<p>&nbsp;</p><hr>"}, "body", "body"),
        ({"section": None}, "section", "section"),
        ({"source": None}, "source", "source"),
    ],
)
def test_what_blocks(complete, changes, item, field):
    for name, value in changes.items():
        setattr(complete, name, value)
    (found,) = blocking(complete)
    assert (found.id, found.field, found.blocking) == (item, field, True)
    assert found in checklist(complete)


def test_a_photo_needs_its_words_and_no_photo_needs_none(complete):
    complete.lead_photo.credit = ""
    complete.lead_photo.alt = "—"
    assert ids(blocking(complete)) == ["photo-alt", "photo-credit"]
    complete.lead_photo = None
    assert blocking(complete) == []


def test_a_draft_that_was_never_stored_can_be_asked():
    assert ids(blocking(Article())) == ["headline", "lede", "body", "section", "source"]
    draft = Article(
        headline="وصول السفينة",
        lede="وصلت السفينة.",
        body="<p>رست السفينة.</p>",
        section=factories.section(),
        source=factories.source(licence="بإذن"),
    )
    assert ids(checklist(draft)) == ["keywords", "read-also"]
    assert without_style(draft, keywords=["المرفأ"], read_also=["خبر"]) == []


def test_what_a_form_holds_goes_before_what_is_stored(complete):
    assert ids(without_style(complete, keywords=[], read_also=[])) == ["keywords", "read-also"]
    assert ids(without_style(complete, keywords=[])) == ["keywords"]


def test_a_banned_row_is_no_read_also(complete):
    complete.related.update(banned=True)
    assert set(advice(complete)) == {"read-also"}


def test_a_headline_longer_than_lists_show(complete):
    complete.headline = "س" * (LIST_HEADLINE + 1)
    assert advice(complete)["headline-length"].values == {"length": 71, "most": 70}
    complete.short_headline = "عنوان قصير"
    assert advice(complete) == {}


def test_the_licence_of_another_source(complete):
    complete.source = factories.source("جريدة الرصيف")
    assert "جريدة الرصيف" in advice(complete)["licence"].sentence
    complete.source.licence = "بإذن مكتوب"
    assert advice(complete) == {}


def test_links_to_stories_that_nobody_can_read(complete):
    out = factories.article()
    draft = factories.article(status=Status.DRAFT)
    soon = factories.article(published_at=timezone.now() + timedelta(hours=1))
    gone = f"/article/{soon.pk + 1000}/قديم/"
    absolute = f"http://localhost:8000/a/{draft.pk}"
    hrefs = [
        *(out.get_absolute_url(), f"/a/{out.pk}", complete.get_absolute_url()),
        *(soon.get_absolute_url(), gone, absolute),
        *("/article/99999999999999999999/", "/section/x/", "mailto:a@b.example", "https://[bad/", "#"),
        f"https://other.example/article/{draft.pk}/",
    ]
    complete.body = "<p>" + " و".join(f'<a title="x" href="{href}">خبر</a>' for href in hrefs) + "</p>"
    item = advice(complete)["dead-links"]
    assert item.links == (soon.get_absolute_url(), gone, absolute)
    assert gone in item.sentence
    # what is out by the time that this one is
    complete.published_at = timezone.now() + timedelta(hours=2)
    assert advice(complete)["dead-links"].links == (gone, absolute)


def test_a_near_copy_that_is_out(complete):
    copy = factories.article(source=factories.source("وكالة المرفأ"), copy_of=None)
    complete.copy_of = copy
    item = advice(complete)["copy"]
    assert "وكالة المرفأ" in item.sentence
    assert item.links == (copy.get_absolute_url(),)
    copy.status = Status.WITHDRAWN
    copy.save()
    assert advice(complete) == {}


def test_house_style_is_counted(complete):
    complete.body = '<p>وصل "الوزير", ثم</p>'
    complete.lede = "الى المدينة"
    item = advice(complete)["style"]
    assert item.values == {"count": 3}
    silenced = {finding.key for _field, finding in findings_in(texts_of(complete))}
    assert advice(complete, silenced=silenced) == {}


def test_a_text_that_is_too_long_for_house_style_is_said_to_be(complete):
    complete.body = "<p>" + "الى " * (MOST_CHARACTERS // 4) + "</p>"
    item = advice(complete)["style-too-long"]
    assert str(MOST_CHARACTERS) in item.sentence


def test_an_embargo_is_said_while_it_lasts(complete):
    complete.embargo_until = timezone.now() - timedelta(minutes=1)
    assert advice(complete) == {}
    complete.embargo_until = timezone.now() + timedelta(hours=1)
    item = advice(complete)["embargo"]
    assert (item.field, item.blocking) == ("embargo_until", False)
    assert in_words(complete.embargo_until) in item.sentence


def test_five_queries_at_most(complete, django_assert_max_num_queries):
    others = [factories.article() for _ in range(3)]
    complete.body = "".join(f'<p><a href="{other.get_absolute_url()}">خبر</a></p>' for other in others)
    complete.save()
    article = Article.objects.get(pk=complete.pk)
    with django_assert_max_num_queries(5):
        checklist(article)
    with django_assert_max_num_queries(1):
        blocking(Article(lead_photo_id=complete.lead_photo_id))


def test_every_item_has_a_sentence(complete):
    values = {
        "length": 71,
        "most": 70,
        "links": "/a/1",
        "source": "س",
        "sources": "س",
        "count": 3,
        "at": "غدًا",
        "hours": "ساعتين",
        "photos": "«رصيف»",
    }
    with translation.override("ar"):
        assert all(str(sentence) % values for sentence in SENTENCES.values())
    assert all(item.sentence for item in checklist(Article()))


def test_photos_in_the_text_have_a_credit_and_rights(complete):
    now = timezone.now()
    photos = [
        factories.photo(alt="بلا حقوق", credit=""),
        factories.photo(alt="انتهت", rights_expire_at=now - timedelta(days=1)),
        factories.photo(alt="تنتهي", rights_expire_at=now + timedelta(days=2)),
        factories.photo(alt="سليمة"),
    ]
    complete.body += "".join(f'<figure data-photo="{photo.pk}"></figure>' for photo in photos)
    said = {item.id: item for item in without_style(complete, keywords=["المرفأ"], read_also=["خبر"])}
    assert [*said] == ["text-photo-credit", "text-photo-rights-ended", "text-photo-rights-end"]
    assert [item.blocking for item in said.values()] == [True, False, False]
    for name, alt in zip(said, ("بلا حقوق", "انتهت", "تنتهي"), strict=True):
        assert said[name].sentence.endswith(f"«{alt}»")
