"""Previews on the desk: of what is stored, of what stands in the form, and private links."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, PreviewLink, RelatedArticle
from articles.models.related import COPY, Origin
from articles.preview import links
from articles.preview.links import MOST_OPEN, Lifetime
from articles.workflow import acts
from tests import factories
from tests.admin.forms import form_of
from tests.admin.test_article import LIST, change, row
from tests.views.test_preview import STATES, main
from tests.workflow.conftest import in_state

pytestmark = pytest.mark.django_db


def preview(article: Article) -> str:
    return f"{LIST}{article.pk}/preview/"


def link_page(article: Article) -> str:
    return f"{LIST}{article.pk}/preview-links/"


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def full(editor) -> Article:
    """A story with everything: picks, titles that wait, computed rows, a copy of its text elsewhere."""
    made = factories.article(
        headline="شركة Orbitex تفتح رصيفًا",
        kicker="موانئ",
        body="<p>نص أول.</p><h2>عنوان فرعي</h2>",
        section=factories.section("طاقة", parent=factories.section("اقتصاد")),
        source=factories.source("المرفأ", attribution="نقلًا عن المرفأ"),
        lead_photo=factories.photo(),
        keywords=["ميناء", "سفن"],
        authors=[factories.author("ليلى"), factories.author("طارق")],
    )
    for n in range(4):
        factories.related(made, factories.article(), "similar" if n < 2 else "read_also", position=n)
    factories.related(made, "عنوان لم يصل", "read_also", position=9)
    for n in range(3):
        computed = factories.related(made, factories.article(headline=f"محسوب {n}"), position=1000)
        reasons = COPY if n == 2 else ["day"]
        RelatedArticle.objects.filter(pk=computed.pk).update(
            origin=Origin.COMPUTED, score=0.9 - n / 10, reasons=[reasons]
        )
    factories.article(headline="نسخة منه", copy_of=made)
    made.corrections.create(text="كان الرقم خطأ.")
    return made


@pytest.mark.parametrize("state", STATES)
def test_a_story_is_seen_in_any_state_by_who_sees_it_on_the_desk(desk, state):
    article = in_state(state, headline="سر لم يُنشر")
    response = desk.get(preview(article))
    assert response.status_code == 200
    assert "<h1>سر لم يُنشر" in main(response)
    page = response.content.decode()
    assert str(article.state.label) in page[: page.index("<main")]
    assert "النسخة" in page[: page.index("<main")]
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in page
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert "unsafe-inline" not in response["Content-Security-Policy"]


def test_only_previews_may_be_framed(desk, article):
    for path in (change(article), link_page(article), article.get_absolute_url()):
        response = desk.get(path)
        assert response["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"]


def test_what_is_stored_and_what_is_in_an_untouched_form_is_the_readers_page(desk, reader, full):
    page = main(reader.get(full.get_absolute_url()))
    for part in ("محسوب 1", "عنوان لم يصل", "نُشر أيضاً في", "كان الرقم خطأ."):
        assert part in page
    assert "محسوب 2" not in page
    assert main(desk.get(preview(full))) == page
    assert main(desk.post(preview(full), form_of(desk, change(full)))) == page


def test_the_preview_of_a_changed_form_is_the_page_that_saving_makes(desk, reader, full):
    section, arrived = factories.section("رياضة"), factories.article(headline="خبر وصل قبلاً")
    fields = form_of(desk, change(full)) | {
        "headline": " عنوان آخر ",
        "lede": "مقدمة أخرى",
        "body": '<p onclick="x()">نص<script>alert(1)</script><b>غامق',
        "section": section.pk,
        "keywords": "سفن، إيران,ایران",
        "bylines-0-DELETE": "on",
        "bylines-1-role": "translator",
        "related-TOTAL_FORMS": 5,
        # the computed rows: the first is banned, the second is pinned
        "related-3-0-banned": "on",
        "related-3-1-pin": "on",
        **row("related", 0, banned="on"),
        **row("related", 3, title="خبرٌ وصل قبلاً"),
        **row("related", 4, to_article=factories.article(headline="مختار").pk),
    }
    factories.keyword("إيران")
    seen = main(desk.post(preview(full), fields))
    assert "عنوان آخر" not in main(reader.get(full.get_absolute_url()))
    assert desk.post(change(full), fields).status_code == 302
    full.refresh_from_db()
    assert full.headline == "عنوان آخر"
    assert seen == main(reader.get(full.get_absolute_url()))
    for part in (f'href="{arrived.get_absolute_url()}"', "مختار", "محسوب 1", "طارق", "إيران"):
        assert part in seen
    assert "محسوب 0" not in seen


def test_the_preview_of_a_form_writes_nothing_and_costs_little(desk, full):
    fields = form_of(desk, change(full)) | {"headline": "عنوان آخر", "keywords": "كلمة جديدة، سفن"}
    with CaptureQueriesContext(connection) as queries:
        assert desk.post(preview(full), fields).status_code == 200
    written = [query["sql"] for query in queries if not query["sql"].lstrip("(").startswith("SELECT")]
    assert written == []
    assert len(queries) <= 23, [query["sql"] for query in queries]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"headline": ""}, "بلا عنوان بعد"),
        ({"headline": "ط" * 400}, "ط" * 400),
        ({"section": ""}, "بلا قسم بعد"),
        ({"section": "999999"}, "بلا قسم بعد"),
        ({"source": "x"}, "بلا مصدر بعد"),
        ({"lead_photo": "999999"}, "نص أول"),
        ({"source_url": "javascript:alert(1)"}, "نص أول"),
        ({"body": "<p>" + "كلمة " * 400_000}, "كلمة كلمة"),
        ({"body": ""}, "Orbitex"),
        ({"keywords": "،".join(f"كلمة{n}" for n in range(500))}, "كلمة39"),
        ({"expires_at_0": "2026-02-31", "embargo_until_0": "أمس"}, "نص أول"),
        ({"bylines-0-author": "999999", "bylines-1-role": "ملك"}, "نص أول"),
        ({"related-TOTAL_FORMS": "x", "bylines-TOTAL_FORMS": ""}, "نص أول"),
        ({"related-0-to_article": "999999", "related-1-to_article": ""}, "نص أول"),
        ({"base_version": "x"}, "نص أول"),
    ],
)
def test_a_form_with_faults_is_shown_as_far_as_it_goes(desk, full, changes, said):
    response = desk.post(preview(full), form_of(desk, change(full)) | changes)
    assert response.status_code == 200
    assert said in main(response).replace("<wbr>", "")
    assert "javascript:" not in response.content.decode()
    full.refresh_from_db()
    assert full.version == 1


def test_a_form_of_which_nothing_came_is_an_empty_page(desk, full):
    for path in (preview(full), f"{LIST}preview/"):
        assert "بلا عنوان بعد" in main(desk.post(path, {}))


def test_a_new_story_is_previewed_before_it_is_ever_saved(desk):
    empty = desk.get(f"{LIST}preview/")
    assert "بلا عنوان بعد" in main(empty)
    assert "النسخة" not in empty.content.decode()
    section, other = factories.section("اقتصاد"), factories.article()
    fields = form_of(desk, f"{LIST}add/") | {"headline": "خبر جديد", "section": section.pk, "keywords": "سفن"}
    fields |= {"related-TOTAL_FORMS": 1} | row("related", 0, to_article=other.pk)
    page = main(desk.post(f"{LIST}preview/", fields))
    for part in ("<h1>خبر جديد", "اقتصاد", "سفن", other.headline, "بلا مصدر بعد", "لم يُنشر بعد"):
        assert part in page
    assert Article.objects.count() == 1


def test_who_may_preview(desk, reader, article):
    reporter, outsider = factories.user(role="مراسل"), factories.user()
    fields = form_of(desk, change(article))
    assert client_of(reporter).get(preview(article)).status_code == 200
    assert client_of(reporter).post(preview(article), fields).status_code == 403  # not theirs to write
    for path in (preview(article), f"{LIST}preview/", link_page(article)):
        assert client_of(outsider).get(path).status_code == 403
        assert client_of(outsider).post(path, fields).status_code == 403
        assert reader.get(path).status_code == 302
    for path in (f"{LIST}999999/preview/", f"{LIST}{'9' * 30}/preview/", f"{LIST}999999/preview-links/"):
        assert desk.get(path).status_code == 404


def test_the_form_leads_to_its_previews(desk, article):
    page = desk.get(change(article)).content.decode()
    assert f'formaction="{preview(article)}"' in page
    assert f'href="{preview(article)}"' in page
    assert f'href="{link_page(article)}"' in page
    assert f'formaction="{LIST}preview/"' in desk.get(f"{LIST}add/").content.decode()


# --- Private links ------------------------------------------------------------------------------------------


def test_a_link_is_made_copied_listed_and_revoked(desk, reader, editor, article):
    answer = desk.post(link_page(article), {"note": "المحامي", "lifetime": "168"}, follow=True)
    link = PreviewLink.objects.get()
    assert (link.article, link.made_by, link.note) == (article, editor, "المحامي")
    assert link.expires_at - link.made_at == timedelta(days=7)
    path = f"/preview/{links.token_of(link)}/"
    page = answer.content.decode()
    assert f'value="http://testserver{path}"' in page
    assert "المحامي" in page
    assert "سارٍ" in page
    assert reader.get(path).status_code == 200
    page = desk.post(link_page(article), {"revoke": link.pk}, follow=True).content.decode()
    assert reader.get(path).status_code == 410
    assert path not in page
    assert "أُبطل" in page
    assert (
        "كان الرابط قد انتهى"
        in desk.post(link_page(article), {"revoke": link.pk}, follow=True).content.decode()
    )


@pytest.mark.parametrize(
    "fields", [{}, {"note": " ", "lifetime": "24"}, {"note": "المحامي", "lifetime": "9999"}, {"note": "م"}]
)
def test_a_link_for_nobody_or_for_ever_is_refused(desk, article, fields):
    answer = desk.post(link_page(article), fields)
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert not PreviewLink.objects.exists()


def test_there_are_never_too_many_links(desk, editor, article):
    for _ in range(MOST_OPEN):
        links.make(article.pk, editor, Lifetime.HOUR, "صديق")
    answer = desk.post(link_page(article), {"note": "آخر", "lifetime": "24"})
    assert "أبطل ما لا يُحتاج إليه" in answer.content.decode()
    assert PreviewLink.objects.count() == MOST_OPEN
    links.revoke(PreviewLink.objects.first(), editor)
    assert desk.post(link_page(article), {"note": "آخر", "lifetime": "24"}).status_code == 302


@pytest.mark.parametrize("revoked", ["x", "", "999999", "9" * 30])
def test_a_link_of_another_article_cannot_be_revoked_here(desk, editor, article, revoked):
    link = links.make(factories.article().pk, editor, Lifetime.DAY, "صديق")
    for asked in (revoked, link.pk):
        assert desk.post(link_page(article), {"revoke": asked}).status_code == 404
    link.refresh_from_db()
    assert link.revoked_at is None


def test_who_may_edit_a_story_may_let_others_read_it(db):
    reporter, colleague = factories.user(role="مراسل"), factories.user(role="مراسل")
    own = in_state("draft", created_by=reporter)
    assert "errorlist" not in client_of(reporter).get(link_page(own)).content.decode()
    made = {"note": "المحامي", "lifetime": "24"}
    assert client_of(colleague).post(link_page(own), made).status_code == 403
    assert client_of(reporter).post(link_page(own), made).status_code == 302
    link = PreviewLink.objects.get()
    # A colleague sees that there is a link, but neither where it leads nor how to end it.
    page = client_of(colleague).get(link_page(own)).content.decode()
    assert "المحامي" in page
    assert links.token_of(link) not in page
    assert client_of(colleague).post(link_page(own), {"revoke": link.pk}).status_code == 403
    # Handed in, it is not the reporter's to edit any longer; the link is still theirs to revoke.
    acts.submit(own.pk, reporter)
    assert client_of(reporter).post(link_page(own), made).status_code == 403
    assert client_of(reporter).post(link_page(own), {"revoke": link.pk}).status_code == 302
    link.refresh_from_db()
    assert link.revoked_by == reporter
    assert link.revoked_at <= timezone.now()


def test_the_page_of_links_costs_the_same_for_many(desk, editor, article):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(link_page(article)).status_code == 200
        return len(queries)

    links.make(article.pk, editor, Lifetime.DAY, "صديق")
    one = cost()
    for _ in range(10):
        links.make(article.pk, editor, Lifetime.DAY, "صديق")
    assert cost() == one <= 10
