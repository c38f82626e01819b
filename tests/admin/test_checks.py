"""The checks beside the form: on what it holds, saved or not; only what is silenced is stored."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.checklist.style import MOST_CHARACTERS, MOST_SHOWN, findings_in, texts_of
from articles.models import Article, SilencedFinding
from articles.models.source import SourceKind
from tests import factories
from tests.admin.forms import form_of
from tests.admin.test_article import LIST, change, row
from tests.admin.test_preview import client_of
from tests.workflow.conftest import in_state

pytestmark = pytest.mark.django_db
NEW = f"{LIST}checks/"
SLIPS = '<p>قال "نعم", ثم سافر.</p><p>وصل الى المدينة.</p>'


def checks(article: Article) -> str:
    return f"{LIST}{article.pk}/checks/"


def ask(client: Client, article: Article, **changes: Any) -> dict[str, Any]:
    """The answer to the form as it is shown, with changes."""
    response = client.post(checks(article), form_of(client, change(article)) | changes)
    assert response.status_code == 200
    answer: dict[str, Any] = response.json()
    return answer


def keys(article: Article) -> list[str]:
    return [finding.key for _field, finding in findings_in(texts_of(article))]


@pytest.fixture
def complete(editor) -> Article:
    """A draft that lacks nothing."""
    made = in_state(
        "draft",
        source=factories.source("غرفة أخبارنا", kind=SourceKind.OWN),
        lead_photo=factories.photo(),
        keywords=["ميناء"],
        authors=[factories.author()],
    )
    factories.related(made, factories.article(), "read_also")
    return made


@pytest.fixture
def sloppy(complete) -> Article:
    """The same with three slips: a comma, quotation marks, a hamza."""
    complete.body = SLIPS
    complete.save()
    return complete


# --- What is found -----------------------------------------------------------------------------------------


def test_a_complete_story_is_told_so(desk, complete):
    answer = ask(desk, complete)
    assert answer["mended"] == {}
    assert answer["summary"] == "لا ينقصه شيء قبل النشر، ولا ملاحظة على أسلوبه."
    assert "لا ينقصه شيء قبل النشر." in answer["found"]


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"headline": " "}, "headline", "اكتب عنوانًا فيه حرف أو رقم."),
        ({"lede": ""}, "lede", "اكتب المقدمة"),
        ({"body": "<script>x</script>"}, "body", "اكتب نص الخبر."),
        ({"section": ""}, "section", "اختر القسم."),
        ({"section": "999999"}, "section", "اختر القسم."),
        ({"source": "x"}, "source", "اختر المصدر"),
        ({"keywords": "،"}, "keywords", "لا كلمات دلالية"),
        ({"headline": "ط" * 400}, "short_headline", "400"),
        ({"related-0-banned": "on"}, "read_also", "قائمة «إقرأ أيضاً» فارغة"),
        ({"related-0-DELETE": "on"}, "read_also", "قائمة «إقرأ أيضاً» فارغة"),
        ({"related-TOTAL_FORMS": "x"}, "read_also", "قائمة «إقرأ أيضاً» فارغة"),
        ({"body": '<p><a href="/a/999999">رابط</a></p>'}, "body", "/a/999999"),
        ({"embargo_until_0": "2099-01-01", "embargo_until_1": "10:00"}, "embargo_until", "محظور قبل"),
    ],
)
def test_what_the_form_lacks_is_said_and_leads_to_its_field(desk, complete, changes, field, said):
    found = ask(desk, complete, **changes)["found"]
    (line,) = [line for line in found.splitlines() if said in line]
    assert f'data-leads="{field}"' in line
    complete.refresh_from_db()
    assert complete.version == 1


def test_what_the_form_has_is_not_missed_any_more(desk, complete):
    complete.related.all().delete()
    complete.keyword_links.all().delete()
    fields = {"keywords": "سفن", "related-TOTAL_FORMS": 1, **row("related", 0, title="خبر سيصل")}
    assert ask(desk, complete, **fields)["summary"].startswith("لا ينقصه شيء")


def test_a_photo_that_was_chosen_just_now_is_looked_at(desk, complete):
    found = ask(desk, complete, lead_photo=factories.photo(credit="").pk)["found"]
    assert "اكتب حقوق الصورة الرئيسية" in found


def test_findings_of_style_are_shown_with_what_would_mend_them(desk, sloppy):
    answer = ask(desk, sloppy)
    assert answer["summary"] == "يمنع النشر: 0 · للانتباه: 0 · مواضع الأسلوب: 3"
    for part in ("<del>,</del><ins>،</ins>", "<del>الى</del><ins>إلى</ins>", "<ins>«نعم»</ins>"):
        assert part in answer["found"]
    assert answer["found"].count("data-silence=") == 3
    assert "أصلح كل ما يُصلح (3)" in answer["found"].replace("</button>", "").replace("\n", "")


def test_what_is_found_in_a_text_is_escaped(desk, sloppy):
    found = ask(desk, sloppy, kicker='<b>الى, "x</b>')["found"]
    assert "<b>" not in found


# --- Mending -----------------------------------------------------------------------------------------------


def test_mending_all_gives_the_fields_that_change_and_stores_nothing(desk, sloppy):
    answer = ask(desk, sloppy, headline="وصل الى الميناء", mend="all")
    assert answer["mended"] == {
        "headline": "وصل إلى الميناء",
        "body": "<p>قال «نعم»، ثم سافر.</p><p>وصل إلى المدينة.</p>",
    }
    assert answer["summary"].startswith("لا ينقصه شيء")
    sloppy.refresh_from_db()
    assert (sloppy.body, sloppy.version) == (SLIPS, 1)


def test_mending_one_leaves_the_others(desk, sloppy):
    answer = ask(desk, sloppy, mend=keys(sloppy)[-1])
    assert answer["mended"] == {"body": '<p>قال "نعم", ثم سافر.</p><p>وصل إلى المدينة.</p>'}
    assert answer["summary"].endswith("مواضع الأسلوب: 2")
    assert ask(desk, sloppy, mend="hamza-000000000000")["mended"] == {}


# --- Silencing ---------------------------------------------------------------------------------------------


def test_what_is_silenced_stays_silent_for_everybody_and_in_the_acts_page(desk, editor, sloppy):
    act = f"{LIST}act/submit/?ids={sloppy.pk}"
    assert "مواضع تخالف دليل الأسلوب: 3" in desk.get(act).content.decode()
    key = keys(sloppy)[-1]
    answer = ask(desk, sloppy, silence=key)
    assert answer["summary"].endswith("مواضع الأسلوب: 2")
    kept = SilencedFinding.objects.get()
    assert (kept.article, kept.key, kept.by) == (sloppy, key, editor)
    colleague = client_of(factories.user(role="محرر"))
    answer = ask(colleague, sloppy)
    assert answer["summary"].endswith("مواضع الأسلوب: 2")
    assert "متجاهَل: 1" in answer["found"]
    assert "الى المدينة" in ask(colleague, sloppy, mend="all")["mended"]["body"]
    ask(colleague, sloppy, silence=key)
    assert SilencedFinding.objects.count() == 1
    assert "مواضع تخالف دليل الأسلوب: 2" in desk.get(act).content.decode()


def test_what_was_silenced_can_be_taken_back(desk, editor, sloppy):
    other = factories.article(body=SLIPS)
    SilencedFinding.objects.create(article=other, key=keys(sloppy)[0], by=editor)
    for key in keys(sloppy):
        ask(desk, sloppy, silence=key)
    answer = ask(desk, sloppy)
    assert "data-silence=" not in answer["found"]
    assert "data-recall" in answer["found"]
    assert ask(desk, sloppy, recall="1")["summary"].endswith("مواضع الأسلوب: 3")
    assert SilencedFinding.objects.get().article == other


@pytest.mark.parametrize("key", ["", "x" * 5000, "hamza-000000000000", "\0"])
def test_only_what_is_found_can_be_silenced(desk, sloppy, key):
    assert ask(desk, sloppy, silence=key)["summary"].endswith("مواضع الأسلوب: 3")
    assert not SilencedFinding.objects.exists()


def test_a_story_that_was_never_saved_is_checked_and_silenced_in_the_page_alone(desk):
    fields = form_of(desk, f"{LIST}add/") | {"headline": "وصل الى الميناء", "body": SLIPS}
    answer = desk.post(NEW, fields).json()
    assert answer["summary"].endswith("مواضع الأسلوب: 4")
    assert "اختر القسم." in answer["found"]
    key = keys(Article(headline=fields["headline"], body=SLIPS))[0]
    answer = desk.post(NEW, fields | {"silenced": key, "silence": key}).json()
    assert answer["summary"].endswith("مواضع الأسلوب: 3")
    assert not SilencedFinding.objects.exists()
    assert not Article.objects.exists()


# --- Bounds and permissions --------------------------------------------------------------------------------


def test_a_text_that_is_too_long_is_told_so_and_left_as_it_is(desk, sloppy):
    body = "<p>" + "وصل الى المدينة. " * (MOST_CHARACTERS // 16 + 1) + "</p>"
    answer = ask(desk, sloppy, body=body, mend="all", silence=keys(sloppy)[0])
    assert answer["mended"] == {}
    assert "النص أطول من أن يُفحص أسلوبه" in answer["found"]
    assert "data-mend" not in answer["found"]
    assert not SilencedFinding.objects.exists()


def test_of_very_many_findings_the_first_are_shown(desk, sloppy):
    answer = ask(desk, sloppy, body="<p>وصل الى المدينة.</p>" * (MOST_SHOWN + 50))
    assert answer["found"].count("data-silence=") == MOST_SHOWN
    assert f"هذه أول {MOST_SHOWN} من {MOST_SHOWN + 50}." in answer["found"]


def test_more_than_a_form_may_send_is_answered(desk, sloppy, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000
    body = urlencode({"body": "كلمة " * 10_000})
    response = desk.post(checks(sloppy), body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 413
    assert "النص أكبر من أن يُحفظ" in response.json()["message"]


def test_a_form_of_which_nothing_came_is_an_empty_story(desk, sloppy):
    for path in (checks(sloppy), NEW):
        assert "اكتب عنوانًا فيه حرف أو رقم." in desk.post(path, {}).json()["found"]


def test_who_may_check(reader, sloppy):
    fields = {"silence": keys(sloppy)[0], "body": SLIPS}
    reporter, outsider = factories.user(role="مراسل"), factories.user()
    assert reader.post(checks(sloppy), fields).status_code == 401
    for client in (client_of(reporter), client_of(outsider)):
        response = client.post(checks(sloppy), fields)
        assert response.status_code == 403
        assert "لم يعد لك أن تحرر هذا الخبر" in response.json()["message"]
    assert client_of(outsider).post(NEW, fields).status_code == 403
    assert client_of(reporter).post(NEW, fields).status_code == 200
    assert not SilencedFinding.objects.exists()
    own = in_state("draft", body=SLIPS, created_by=reporter)
    assert client_of(reporter).post(checks(own), fields).status_code == 200
    assert SilencedFinding.objects.get().by == reporter


def test_only_posts_of_our_own_pages_are_answered(desk, editor, sloppy):
    assert desk.get(checks(sloppy)).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    assert strict.post(checks(sloppy), {"body": SLIPS}).status_code == 403
    response = desk.post(f"{LIST}999999/checks/", {})
    assert response.status_code == 404
    assert "حُذف هذا الخبر" in response.json()["message"]


@pytest.mark.parametrize("role", ["", "مراسل"])
def test_a_check_costs_little_and_writes_nothing(sloppy, role):
    user = factories.user(role=role) if role else factories.user(is_superuser=True)
    Article.objects.filter(pk=sloppy.pk).update(created_by=user)
    for _ in range(5):
        factories.related(sloppy, factories.article(), "read_also")
        factories.related(sloppy, factories.article(), "similar")
    others = [factories.article(published_at=timezone.now() - timedelta(days=n)) for n in range(5)]
    links = "".join(f'<p><a href="{other.get_absolute_url()}">خبر</a></p>' for other in others)
    client = client_of(user)
    fields = form_of(client, change(sloppy)) | {"body": SLIPS + links, "keywords": "كلمة جديدة"}
    with CaptureQueriesContext(connection) as queries:
        assert client.post(checks(sloppy), fields | {"mend": "all"}).status_code == 200
    assert [query["sql"] for query in queries if not query["sql"].lstrip("(").startswith("SELECT")] == []
    assert len(queries) <= 10, [query["sql"] for query in queries]


def test_the_form_leads_to_its_checks(desk, sloppy):
    assert f'data-url="{checks(sloppy)}"' in desk.get(change(sloppy)).content.decode()
    assert f'data-url="{NEW}"' in desk.get(f"{LIST}add/").content.decode()
