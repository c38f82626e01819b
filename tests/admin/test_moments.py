"""A time that no newsroom can mean is refused where it was typed, in Arabic, and nothing is stored."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, Photo, Pin, Zone
from tests import factories
from tests.admin.forms import form_of

pytestmark = pytest.mark.django_db
SAID = "لا يُقصد هذا التاريخ"
EXTREMES = [("0001-01-01", "00:00"), ("9999-12-31", "23:59"), ("0202-11-26", "10:00")]
BEYOND = ["0001-01-01", "0001-01-01T00:00", "9999-12-31T23:59-12:00", "9999-12-31 23:59:59+03:00"]
STORY_TIMES = ["published_at", "embargo_until", "expires_at", "significant_update_at", "source_published_at"]


@pytest.mark.parametrize(("day", "clock"), EXTREMES)
@pytest.mark.parametrize("name", STORY_TIMES)
def test_no_time_of_a_story_is_beyond_what_is_meant(desk: Client, name: str, day: str, clock: str) -> None:
    story = factories.article(status="draft", published_at=None)
    path = f"/admin/articles/article/{story.pk}/change/"
    fields = form_of(desk, path) | {f"{name}_0": day, f"{name}_1": clock, "headline": "عنوان آخر"}
    response = desk.post(path, fields)
    assert response.status_code == 200
    assert SAID in response.content.decode()
    assert str(response.context["adminform"].form.errors[name][0]).startswith(SAID)
    stored = Article.objects.get(pk=story.pk)
    assert (getattr(stored, name), stored.version) == (None, story.version)


@pytest.mark.parametrize("way", ["checks", "preview"])
def test_what_is_not_saved_yet_is_looked_at_all_the_same(desk: Client, article: Article, way: str) -> None:
    path = f"/admin/articles/article/{article.pk}/"
    fields = form_of(desk, f"{path}change/") | {"expires_at_0": "0001-01-01", "expires_at_1": "00:00"}
    assert desk.post(f"{path}{way}/", fields).status_code < 500


@pytest.mark.parametrize(("day", "clock"), EXTREMES)
def test_nor_is_the_end_of_a_photos_rights(desk: Client, day: str, clock: str) -> None:
    photo = factories.photo()
    path = f"/admin/articles/photo/{photo.pk}/change/"
    sent = form_of(desk, path) | {"rights_expire_at_0": day, "rights_expire_at_1": clock}
    response = desk.post(path, sent)
    assert response.status_code == 200
    assert SAID in response.content.decode()
    assert Photo.objects.get().rights_expire_at is None


@pytest.mark.parametrize(("day", "clock"), EXTREMES)
def test_nor_is_a_story_scheduled_or_pinned_for_it(desk: Client, day: str, clock: str) -> None:
    ready = factories.article(status="approved", published_at=None)
    act = f"/admin/articles/article/act/schedule/?ids={ready.pk}"
    assert SAID in desk.post(act, {"at_0": day, "at_1": clock}).content.decode()
    ready.refresh_from_db()
    assert ready.published_at is None
    zone = Zone.objects.filter(front__section=None).first()
    assert zone
    for name in ("begins", "ends"):
        sent = {"act": f"pin {factories.article().pk} {zone.pk} 1", name: f"{day}T{clock}"}
        answer = desk.post("/admin/articles/front/", sent, follow=True)
        assert answer.status_code == 200
        assert SAID in answer.content.decode()
    assert not Pin.objects.exists()


@pytest.mark.parametrize("at", BEYOND)
def test_there_is_no_front_page_of_such_a_moment(desk: Client, at: str) -> None:
    assert desk.get("/admin/articles/front/preview/", {"at": at}).status_code == 404


@pytest.mark.parametrize(
    "period",
    [
        {"since": "0001-01-01", "until": "2026-11-26"},
        {"since": "2026-11-26", "until": "9999-12-31"},
        {"since": "0001-01-01", "until": "2026-11-26", "format": "csv"},
    ],
)
def test_no_report_is_of_such_days(desk: Client, period: dict[str, str]) -> None:
    response = desk.get("/admin/articles/source/report/", period)
    assert response.status_code == 200
    assert SAID in response.content.decode()


@pytest.mark.parametrize("at", BEYOND)
@pytest.mark.parametrize(
    ("path", "lookup"),
    [
        ("article/", "published_at__gte"),
        ("article/", "created_at__lt"),
        ("photo/", "rights_expire_at__lte"),
        ("correction/", "issued_at__gte"),
        ("correction/", "article__published_at__lt"),
    ],
)
def test_no_list_is_narrowed_by_it(desk: Client, article: Article, path: str, lookup: str, at: str) -> None:
    response = desk.get(f"/admin/articles/{path}", {lookup: at}, follow=True)
    assert response.status_code == 200
    assert "لا يُبحث بهذه الشروط" in response.content.decode()


def test_ordinary_times_are_taken_as_before(desk: Client, article: Article) -> None:
    soon: Any = timezone.localtime() + timedelta(days=400)
    day, clock = f"{soon:%Y-%m-%d}", f"{soon:%H:%M}"
    path = f"/admin/articles/article/{article.pk}/change/"
    fields = form_of(desk, path) | {"expires_at_0": day, "expires_at_1": clock}
    assert desk.post(path, fields).status_code == 302
    article.refresh_from_db()
    assert article.expires_at == soon.replace(second=0, microsecond=0)
    listed = desk.get("/admin/articles/article/", {"published_at__gte": "2020-01-01 00:00:00+03:00"})
    assert listed.status_code == 200
    assert article.headline in listed.content.decode()
    assert desk.get("/admin/articles/front/preview/", {"at": f"{day}T{clock}"}).status_code == 200
