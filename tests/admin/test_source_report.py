"""The report of sources on the desk: its numbers, its lists, its file, its cost."""

from __future__ import annotations

import csv
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from articles.models import Correction, Photo, Source
from tests import factories

pytestmark = pytest.mark.django_db
PATH = "/admin/articles/source/report/"


@pytest.fixture
def harbour() -> Source:
    return factories.source("المرفأ", demands_link=True)


@pytest.fixture
def stories(harbour) -> Any:
    """Three of the harbour's and one of the agency's within a week; a draft and an old one beside them."""
    now = timezone.now()
    kept = factories.article(source=harbour, keywords=["السفن", "الميناء"], source_url="https://a.example/1")
    factories.article(source=harbour, keywords=["السفن"])
    over = factories.article(
        source=harbour, source_url="https://a.example/2", published_at=now - timedelta(2)
    )
    over.expires_at = now - timedelta(hours=1)
    over.save()
    photo = factories.photo()
    Photo.objects.filter(pk=photo.pk).update(credit="")
    factories.article(source=factories.source("=الوكالة"), lead_photo=photo)
    factories.article(source=harbour, status="draft", published_at=None)
    factories.article(source=harbour, published_at=now - timedelta(days=20))
    Correction.objects.create(article=kept, text="كان الرقم خطأ.")
    Correction.objects.create(article=kept, text="وكان الاسم خطأ.")
    return kept


def rows(desk: Client, query: str) -> list[dict[str, str]]:
    answer = desk.get(f"{PATH}?{query}&format=csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(answer.content.decode("utf-8-sig").splitlines()))


def test_it_counts_what_was_published_in_the_period(desk, stories):
    harbour, agency = rows(desk, "days=7")
    assert harbour == {
        "المصدر": "المرفأ",
        "أخبار": "3",
        "حصته %": "75.0",
        "أبرز الكلمات": "السفن، الميناء",
        "تصويبات": "2",
        "انتهى عرضها": "1",
        "نسبتها ناقصة": "1",
    }
    assert (agency["المصدر"], agency["نسبتها ناقصة"]) == ("'=الوكالة", "1")  # no formula for a spreadsheet
    assert rows(desk, "days=30")[0]["أخبار"] == "4"


def test_days_are_those_of_the_newsroom(desk, stories):
    today = timezone.localdate()
    old = today - timedelta(days=20)
    assert [row["أخبار"] for row in rows(desk, f"since={old}&until={old}")] == ["1"]
    assert rows(desk, f"since={old - timedelta(days=3)}&until={old - timedelta(days=1)}") == []


def test_its_numbers_lead_to_the_lists_that_they_count(desk, stories):
    page = desk.get(f"{PATH}?days=7")
    one = page.context["rows"][0]
    html = page.content.decode()
    for path, count in ((one.stories, 3), (one.corrections, 2), (one.expired, 1), (one.uncredited, 1)):
        assert f'href="{escape(path)}"' in html
        assert desk.get(path).context["cl"].result_count == count
    assert "تقرير المصادر" in desk.get("/admin/articles/source/").content.decode()


def test_the_list_of_corrections_is_narrowed_further(desk, stories, harbour):
    """The source stands in a box beside the list, and stays while another kind is chosen."""
    Correction.objects.create(article=stories, text="اعتذار.", kind="apology")
    Correction.objects.create(article=factories.article(source=factories.source()), text="غيره.")
    path = desk.get(f"{PATH}?days=7").context["rows"][0].corrections
    page = desk.get(f"{path}&kind__exact=apology")
    assert page.context["cl"].result_count == 1
    assert f'<option value="{harbour.pk}" selected>المرفأ</option>' in page.content.decode()
    assert "js/autocomplete.js" in page.content.decode()
    only = desk.get(f"/admin/articles/correction/?article__source={harbour.pk}")
    assert only.context["cl"].result_count == 3
    for wrong in ("article__source=x", "article__published_at__gte=x", f"article__source={'9' * 30}"):
        assert desk.get(f"/admin/articles/correction/?{wrong}").status_code == 302


def test_who_sees_no_corrections_is_not_led_to_them(stories):
    person = factories.user()
    person.user_permissions.add(*Permission.objects.filter(codename__in=["view_source", "edit_others"]))
    client = Client()
    client.force_login(person)
    assert "/admin/articles/correction/" not in client.get(f"{PATH}?days=7").content.decode()


@pytest.mark.parametrize("query", ["since=2026-02-30&until=x", "since=2026-03-02&until=2026-03-01", "until="])
def test_bad_days_are_said_and_nothing_is_counted(desk, stories, query):
    page = desk.get(f"{PATH}?{query}&format=csv").content.decode()
    assert "errorlist" in page
    assert "report-table" not in page


def test_an_unknown_period_is_the_usual_one(desk, stories):
    assert desk.get(f"{PATH}?days=12").context["rows"][0].row.stories == 4
    assert (
        "لم يُنشر شيء في هذه المدة." in desk.get(f"{PATH}?since=2001-01-01&until=2001-01-02").content.decode()
    )


@pytest.mark.parametrize(("role", "status"), [("مراسل", 403), ("محرر", 200), ("رئيس تحرير", 200)])
def test_editors_read_it(role, status):
    client = Client()
    client.force_login(factories.user(role=role))
    assert client.get(PATH).status_code == status


def test_it_costs_the_same_for_many(desk, stories, django_assert_max_num_queries):
    for _n in range(8):
        factories.article(source=factories.source(), keywords=["واحدة", "أخرى"])
    with django_assert_max_num_queries(8):
        desk.get(f"{PATH}?days=30")
