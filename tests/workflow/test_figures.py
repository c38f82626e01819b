"""Pictures and cards through versions: said in words, merged as blocks, restored without what is gone."""

from __future__ import annotations

import pytest

from articles.text.compare import Kind
from articles.workflow import saving
from articles.workflow.content import Content
from articles.workflow.differences import differences
from articles.workflow.merging import merge
from tests import factories

pytestmark = pytest.mark.django_db
CARD = '<figure data-embed="https://t.me/portnews/41"></figure>'


def figure(pk: int, caption: str = "") -> str:
    return f'<figure data-photo="{pk}">{f"<figcaption>{caption}</figcaption>" if caption else ""}</figure>'


def test_a_difference_says_which_picture_and_which_card(django_assert_num_queries):
    old, new = factories.photo(alt="رافعات"), factories.photo(alt="سفينة")
    before = Content(body=f"<p>أول</p>{figure(old.pk, 'شرح')}{figure(987_654)}")
    after = Content(body=f"<p>أول</p>{figure(new.pk, 'شرح')}{CARD}")
    with django_assert_num_queries(1):
        (body,) = differences(before, after)
    assert [[(run.kind.value, run.text) for run in one.runs] for one in body.paragraphs[1:]] == [
        [("same", "صورة:"), ("deleted", "رافعات"), ("inserted", "سفينة"), ("same", "\nشرح")],
        [
            ("deleted", "صورة: حُذف (رقمه 987654)"),
            ("inserted", "بطاقة من Telegram: https://t.me/portnews/41"),
        ],
    ]


def test_captions_and_pictures_that_two_people_add_come_together():
    base = Content(body=f"<p>أول</p>{figure(1, 'قديم')}<p>آخر</p>")
    mine = Content(body=f"<p>أول</p>{figure(1, 'جديد')}<p>آخر</p>")
    theirs = Content(body=f"<p>أول</p>{figure(1, 'قديم')}<p>آخر</p>{figure(2)}")
    assert merge(base, mine, theirs).settled().body == f"<p>أول</p>{figure(1, 'جديد')}<p>آخر</p>{figure(2)}"


def test_two_captions_for_one_place_are_asked_with_the_name_of_the_picture():
    photo = factories.photo(alt="رافعات")
    base, mine, theirs = (Content(body=figure(photo.pk, words)) for words in ("أصل", "لي", "لهم"))
    (clash,) = merge(base, mine, theirs).clashes
    assert clash.was == "صورة: رافعات\nأصل"
    assert [run.text for run in clash.mine.runs if run.kind is Kind.INSERTED] == ["لي"]


def test_a_version_is_restored_without_the_photos_that_are_gone():
    editor = factories.user(is_superuser=True)
    gone, stays = factories.photo(), factories.photo()
    body = f"<p>نص</p>{figure(gone.pk)}{figure(stays.pk)}"
    content = Content(
        headline="خبر", body=body, section_id=factories.section().pk, source_id=factories.source().pk
    )
    article = saving.create(content, editor)
    saving.save(article.pk, Content(**{**_values(content), "body": "<p>نص</p>"}), editor, base=1)
    gone.delete()
    restored = saving.restore(article.pk, 1, editor).article
    assert restored.body == f"<p>نص</p>{figure(stays.pk)}"
    assert list(restored.body_photos.values_list("photo", flat=True)) == [stays.pk]


def _values(content: Content) -> dict:
    return {name: getattr(content, name) for name in Content.__slots__}
