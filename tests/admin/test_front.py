"""The front page desk: who sees and who acts, plain forms, what is said, and what it costs."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.front import acts
from articles.models import Front, FrontAct, Pin, SectionMember, Zone
from articles.models.front import Fill, Layout
from articles.workflow import breaking
from articles.workflow.breaking import Lasts
from tests import factories
from tests.workflow.conftest import ROLES, in_state

pytestmark = pytest.mark.django_db

DESK = "/admin/articles/front/"
ZONE = {"title": "", "layout": "strip", "size": "5", "fill": "newest"}


@pytest.fixture
def zones(db: None) -> list[Zone]:
    return list(Zone.objects.filter(front__section=None))


@pytest.fixture
def chief(db: None) -> Any:
    return factories.user("huda", role="رئيس تحرير", first_name="هدى")


@pytest.fixture
def client(chief: Any) -> Client:
    return signed_in(chief)


def signed_in(user: Any) -> Client:
    made = Client()
    made.force_login(user)
    return made


def text(client: Client, path: str = DESK) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def does(client: Client, act: str, path: str = DESK, **fields: Any) -> str:
    """What the desk says after a form or a button was pressed."""
    response = client.post(path, {"act": act, **fields}, follow=True)
    assert response.redirect_chain
    html = response.content.decode()
    return " ".join(re.findall(r'<li class="[^"]*">([^<]*)</li>', html[: html.index("front-board")]))


@pytest.mark.parametrize("role", ROLES)
def test_all_see_it_and_only_those_who_arrange_can_act(zones, role):
    story = factories.article()
    client, may = signed_in(factories.user(role=role)), role in ("رئيس تحرير", "مدير النظام")
    html = text(client)
    assert story.headline in html
    assert ("ثبّته هنا" in html) == may
    assert ("ضع خبرًا" in html) == may
    assert "الصفحة الأولى" in text(client, "/admin/")
    act = {"act": f"pin {story.pk} {zones[0].pk} 1"}
    assert client.post(DESK, act).status_code == (302 if may else 403)
    assert Pin.objects.exists() == may
    assert client.get(f"{DESK}preview/").status_code == 200
    form = f"/admin/articles/article/{story.pk}/change/"
    if role != "مراسل":
        assert ("ضعه في الصفحة الأولى" in text(client, form)) == may
    assert ("ضعه فيها" in text(client, "/admin/articles/article/")) == may


def test_who_sees_no_stories_sees_no_desk():
    client = signed_in(factories.user())
    for path in (DESK, f"{DESK}log/", f"{DESK}preview/"):
        assert client.get(path).status_code == 403
    assert Client().get(DESK).status_code == 302


def test_a_chief_of_some_sections_arranges_theirs(chief, client):
    own, other = factories.section("سياسة"), factories.section("رياضة")
    SectionMember.objects.create(user=chief, section=own)
    new = {"act": "add-zone", **ZONE}
    assert client.post(f"{DESK}section/{own.pk}/", new).status_code == 302
    assert client.post(f"{DESK}section/{other.pk}/", new).status_code == 403
    assert "منطقة جديدة" in text(client, f"{DESK}section/{own.pk}/")
    assert "منطقة جديدة" not in text(client, f"{DESK}section/{other.pk}/")
    assert client.get(f"{DESK}section/999/").status_code == 404
    assert Front.objects.filter(section=own).exists()


def test_a_story_is_found_placed_moved_planned_and_taken_off_by_plain_forms(client, zones):
    lead, rank = zones[:2]
    story = factories.article(
        headline="افتتاح الميناء الجديد", published_at=timezone.now() - timedelta(days=20), body="<p>أ</p>"
    )
    factories.article(headline="خبر اليوم")
    assert story.headline in text(client, f"{DESK}?q={story.pk}")
    said = does(client, f"pin {story.pk}", f"{DESK}?q={story.pk}", zone=lead.pk, place=1, begins="", ends="")
    assert "ثبّت «افتتاح الميناء الجديد» في المكان 1 من «الصدارة»" in said
    pin = Pin.objects.get()
    html = text(client)
    assert "إلى أن يُرفع" in html
    assert "هدى" in html
    assert "نقل" in does(client, f"move {pin.pk} {rank.pk} 2")
    until = timezone.localtime() + timedelta(hours=3)
    does(client, f"plan {pin.pk}", zone=rank.pk, place=1, begins="", ends=f"{until:%Y-%m-%dT%H:%M}")
    pin.refresh_from_db()
    assert (pin.zone, pin.place) == (rank, 1)
    assert timezone.localtime(pin.ends_at).minute == until.minute
    assert "رفع" in does(client, f"unpin {pin.pk}")
    assert not Pin.objects.exists()
    assert "تراجع عن: رفع" in does(client, "undo 4")
    assert Pin.objects.get() == pin
    assert "تُراجع عنه" in text(client, f"{DESK}log/")


def test_zones_by_plain_forms(client, zones):
    section, keyword = factories.section("ثقافة"), factories.keyword("إيران")
    does(client, "add-zone", **{**ZONE, "fill": "section", "section": section.pk, "position": 0})
    made = Zone.objects.get(section=section)
    assert made.position == 0
    # Any spelling of a keyword finds it.
    does(client, f"change-zone {made.pk}", **{**ZONE, "fill": "keyword", "keyword": "ایران", "title": "ملف"})
    made.refresh_from_db()
    assert (made.keyword, made.section, made.title) == (keyword, None, "ملف")
    does(client, f"move-zone {made.pk} 4")
    made.refresh_from_db()
    assert made.position == 4
    does(client, "remove-zone", zone=made.pk)
    assert not Zone.objects.filter(pk=made.pk).exists()


@pytest.mark.parametrize(
    ("act", "fields", "words"),
    [
        ("", {}, "لم يُفهم ما طُلب"),
        ("drop everything", {}, "لم يُفهم ما طُلب"),
        ("pin", {}, "اختر المنطقة والمكان"),
        ("pin x y z", {}, "zone"),
        ("pin 1 1 999", {}, "المكان"),
        ("pin 1", {"zone": "1", "place": "1", "begins": "أمس"}, "يبدأ في: "),
        ("unpin 99999999999999999999999", {}, "رُفع هذا الخبر"),
        ("undo 5", {}, "لم يعد هذا الفعل في السجل"),
        ("add-zone", {**ZONE, "fill": "keyword", "keyword": "كلمة لا وجود لها"}, "لا كلمة دلالية تُكتب"),
        ("add-zone", {**ZONE, "fill": "source", "source": "مصدر لا وجود له"}, "لا مصدر يُسمّى"),
        ("add-zone", {**ZONE, "fill": "section", "section": "77"}, "القسم"),
        ("add-zone", {**ZONE, "size": "500"}, "كم خبرًا"),
        ("add-zone", {**ZONE, "title": "ط" * 61}, "العنوان"),
        ("add-zone", {**ZONE, "layout": "carousel"}, "الشكل"),
    ],
)
def test_bad_input_is_refused_in_words_and_changes_nothing(client, act, fields, words):
    assert words in does(client, act, **fields)
    assert not FrontAct.objects.exists()


def test_the_desk_says_why_a_pin_is_not_seen(client, zones, chief):
    now, lead = timezone.now(), zones[0]
    factories.article()
    hidden = [
        (in_state(state), words)
        for state, words in (
            ("draft", "لا يراه القراء: مسودة"),
            ("scheduled", "ينتظر نشره"),
            ("expired", "لا يراه القراء: انتهى عرضه"),
        )
    ]
    for n, (story, _words) in enumerate(hidden):
        Pin.objects.create(zone=zones[1], article=story, place=n + 1, begins_at=now)
    under, over, planned = (factories.article() for _ in range(3))
    Pin.objects.create(zone=lead, article=under, place=1, begins_at=now - timedelta(hours=2))
    Pin.objects.create(zone=lead, article=over, place=1, begins_at=now - timedelta(hours=1))
    Pin.objects.create(zone=lead, article=planned, place=1, begins_at=now + timedelta(hours=1))
    Pin.objects.create(zone=zones[1], article=over, place=4, begins_at=now)
    html = text(client)
    for _story, words in hidden:
        assert words in html
    assert f"ثُبّت بعده «{over.headline}» في مكانه" in html
    assert re.search(f"يبدأ [^<]*، فوق «{over.headline}»", html)
    assert "مثبت في مكان آخر من الصفحة" in html
    zones[1].size = 2
    zones[1].save()
    assert "المنطقة أصغر من مكانه" in text(client)
    page = Client().get("/").content.decode()
    assert not [story for story, _words in hidden if story.headline in page]


def test_what_others_did_meanwhile_is_told(client, zones):
    sara = factories.user(role="رئيس تحرير", first_name="سارة")
    theirs, mine = factories.article(), factories.article()
    acts.pin(None, sara, story=theirs.pk, zone=zones[1].pk, place=1, seen=0)
    said = does(client, f"pin {mine.pk} {zones[0].pk} 1", seen=0)
    assert "بعد أن فتحت الصفحة: سارة ثبّت" in said
    assert "غيّر سارة هذا الموضع" in does(client, f"pin {mine.pk} {zones[1].pk} 1", seen=0)
    assert Pin.objects.filter(article=theirs).exists()


def test_a_preview_shows_a_moment_to_come_in_the_readers_page(client, zones, reader):
    now = timezone.now()
    story = factories.article(headline="خبر المساء", published_at=now + timedelta(hours=2))
    factories.article()
    Pin.objects.create(zone=zones[0], article=story, place=1, begins_at=now + timedelta(hours=3))
    later = timezone.localtime(now + timedelta(hours=4))
    response = client.get(f"{DESK}preview/", {"at": f"{later:%Y-%m-%dT%H:%M}"})
    html = response.content.decode()
    assert "خبر المساء" in html[html.index("front-lead") : html.index("front-rank")]
    assert '<meta name="robots" content="noindex">' in html
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "خبر المساء" not in client.get(f"{DESK}preview/").content.decode()
    assert "خبر المساء" not in reader.get("/").content.decode()
    assert client.get(f"{DESK}preview/", {"at": "غدًا"}).status_code == 404
    assert Client().get(f"{DESK}preview/").status_code == 302


@pytest.mark.parametrize("of_section", [False, True])
def test_a_preview_has_the_date_and_the_breaking_news_of_its_moment(client, chief, of_section):
    breaking.announce(chief, "هزة أرضية خفيفة", Lasts.HOUR)
    section = factories.section()
    path = f"{DESK}section/{section.pk}/preview/" if of_section else f"{DESK}preview/"
    now = text(client, path)
    assert "هزة أرضية خفيفة" in now
    later = timezone.localtime() + timedelta(days=40)
    then = text(client, f"{path}?at={later:%Y-%m-%dT%H:%M}")
    assert "هزة أرضية خفيفة" not in then
    dates = [re.search(r'<p class="masthead-date"><time datetime="([^"]*)"', page) for page in (now, then)]
    assert [date and date[1][:10] for date in dates] == [
        f"{timezone.localtime():%Y-%m-%d}",
        f"{later:%Y-%m-%d}",
    ]


def test_a_section_is_previewed_with_its_front_and_its_list_of_that_moment(client):
    section = factories.section("سياسة")
    front = Front.objects.create(section=section)
    lead = Zone.objects.create(front=front, layout=Layout.LEAD, size=1, fill=Fill.NONE)
    now = timezone.now()
    story = factories.article(section=section, headline="خبر مثبت")
    factories.article(section=section, headline="خبر مجدول", published_at=now + timedelta(hours=1))
    Pin.objects.create(zone=lead, article=story, place=1, begins_at=now)
    path = f"{DESK}section/{section.pk}/preview/"
    later = timezone.localtime(now + timedelta(hours=4))
    html = client.get(path, {"at": f"{later:%Y-%m-%dT%H:%M}"}).content.decode()
    main = html[html.index("<main") :]
    assert main.count(story.get_absolute_url()) == 1
    assert "خبر مجدول" in main[main.index('class="listing"') :]
    assert "خبر مجدول" not in client.get(path).content.decode()


def test_a_section_shows_its_front_above_its_list_on_the_first_page_only(reader):
    section = factories.section("سياسة")
    now = timezone.now()
    for n in range(25):
        factories.article(section=section, published_at=now - timedelta(hours=n + 1), lede="")
    path = section.get_absolute_url()
    before = reader.get(path).content.decode()
    front = Front.objects.create(section=section)
    assert reader.get(path).content.decode() == before
    lead = Zone.objects.create(front=front, layout=Layout.LEAD, size=1, fill=Fill.NONE)
    assert reader.get(path).content.decode() == before
    old = factories.article(section=factories.section("أخرى"), headline="خبر من قسم آخر")
    Pin.objects.create(zone=lead, article=old, place=1, begins_at=now)
    html = reader.get(path).content.decode()
    assert html.index("خبر من قسم آخر") < html.index('class="listing"')
    older = re.search(r'rel="next" href="([^"]*)"', html)
    assert older
    assert "خبر من قسم آخر" not in reader.get(path + older[1]).content.decode()


def test_the_desk_costs_the_same_whatever_stands_on_it(client, zones):
    def cost(path: str) -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    section = factories.section()
    few = [factories.article(section=section) for _ in range(3)]
    Pin.objects.create(zone=zones[0], article=few[0], place=1, begins_at=timezone.now())
    before = cost(f"{DESK}?q={few[0].pk}")
    assert before <= 20
    front = zones[0].front
    made = [
        Zone.objects.create(front=front, position=n, fill=Fill.SECTION, section=section) for n in range(4, 34)
    ]
    for zone in made:
        story = factories.article(section=section)
        Pin.objects.create(zone=zone, article=story, place=1, begins_at=timezone.now())
        Pin.objects.create(zone=zone, article=story, place=2, begins_at=timezone.now() + timedelta(days=1))
    assert cost(f"{DESK}?q={few[0].pk}") == before
    assert cost(f"{DESK}log/") <= 20
