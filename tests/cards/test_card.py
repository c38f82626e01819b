"""The picture that social networks get of a story."""

from __future__ import annotations

import json
import random
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image, ImageChops, ImageDraw

from articles.cards import files
from articles.cards.card import Card
from articles.details import details_of
from articles.media.images import store_picture
from articles.models import Article, Byline, Source
from tests import factories

pytestmark = pytest.mark.django_db


def meta(reader: Any, article: Article) -> dict[str, str]:
    """The social tags of its page."""
    html = reader.get(article.get_absolute_url()).content.decode()
    return dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]*)" content="([^"]*)">', html))


def address(reader: Any, article: Article) -> str:
    return meta(reader, article)["og:image"].removeprefix("http://testserver")


def opened(response: Any) -> Image.Image:
    assert response.status_code == 200
    assert response["Content-Type"] == "image/jpeg"
    assert len(response.content) <= 150 * 1024
    picture = Image.open(BytesIO(response.content))
    picture.load()
    return picture


def photo(size: tuple[int, int] = (1600, 900), **fields: Any) -> Any:
    """Red in its left third, green elsewhere, blue in its lowest tenth."""
    picture = Image.new("RGB", size, "green")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, size[0] // 3, size[1]), "red")
    pen.rectangle((0, size[1] * 9 // 10, *size), "blue")
    made = factories.photo(**fields)
    made.store(store_picture(picture))
    return made


def near(pixel: Any, colour: tuple[int, int, int]) -> bool:
    return all(abs(one - other) < 40 for one, other in zip(pixel, colour, strict=True))


PAPER, RED, GREEN, BLUE, TEAL = (252, 249, 243), (255, 0, 0), (0, 128, 0), (0, 0, 255), (11, 76, 86)


def test_the_page_names_a_card_that_is_there(reader):
    article = factories.article(headline='قال "نعم" & لا', lead_photo=photo(alt="رافعات عند الغروب"))
    said = meta(reader, article)
    assert said["og:image"].startswith(f"http://testserver/card/{article.pk}-")
    assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
    assert said["og:image:alt"] == "رافعات عند الغروب"
    assert said["twitter:card"] == "summary_large_image"
    assert opened(reader.get(address(reader, article))).size == (1200, 630)
    html = reader.get(article.get_absolute_url()).content.decode()
    linked, _way = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert said["og:image"] in json.loads(linked)["image"]


@pytest.mark.parametrize("fields", [{"demands_link": True}, {"attribution": "نقلًا عن جريدة المرفأ"}])
@pytest.mark.parametrize("size", [None, (1600, 900), (900, 1600)])
def test_a_source_that_demands_it_is_named(reader, fields, size):
    source = factories.source("المرفأ")
    lead = photo(size) if size else None
    article = factories.article(source=source, lead_photo=lead, source_url="https://almarfa.example/1")
    without = address(reader, article)
    plain = opened(reader.get(without))
    Source.objects.filter(pk=source.pk).update(**fields)
    assert Card.of(Article.objects.get(), []).source == fields.get("attribution", "المصدر: المرفأ")
    named = address(reader, article)
    assert named != without
    both = ImageChops.difference(plain, opened(reader.get(named))).crop((0, 480, 1200, 630))
    left, _top, right, _bottom = both.convert("L").point(lambda one: one > 60).getbbox()
    assert right - left > 60
    Source.objects.filter(pk=source.pk).update(kind="own")
    assert address(reader, article) == without


def test_a_photo_is_cropped_around_what_matters_in_it(reader):
    tall = photo((1600, 2400), focal_x=0.1, focal_y=1.0)
    wide = photo((2400, 900), focal_x=0.0, focal_y=0.5)
    beside = opened(reader.get(address(reader, factories.article(lead_photo=tall))))
    assert near(beside.getpixel((5, 300)), RED)
    assert near(beside.getpixel((250, 620)), BLUE)
    assert near(beside.getpixel((1190, 620)), PAPER)
    alone = opened(reader.get(address(reader, factories.article(lead_photo=wide))))
    assert near(alone.getpixel((5, 200)), RED)
    assert near(alone.getpixel((1195, 200)), GREEN)
    assert near(alone.getpixel((1195, 625)), PAPER)


def test_without_a_photo_the_headline_is_drawn(reader):
    drawn = opened(reader.get(address(reader, factories.article(headline="هدنة في الميناء"))))
    assert near(drawn.getpixel((1195, 5)), PAPER)
    assert any(pixel < 60 for pixel in drawn.convert("L").crop((500, 200, 1140, 500)).tobytes())
    opinion = factories.section("رأي", is_opinion=True)
    signed = factories.article(section=opinion, authors=[factories.author("ليلى")])
    assert near(opened(reader.get(address(reader, signed))).getpixel((1195, 5)), TEAL)


@pytest.mark.parametrize(
    "headline",
    ["خ", "]]> </script> <b>& \u202eقلب", "خبر 🌊", "عنوان طويل " * 27, "Привет 1 中文", "ا" * 300],
)
def test_any_headline_makes_a_card(reader, headline):
    assert opened(reader.get(address(reader, factories.article(headline=headline)))).size == (1200, 630)


def test_it_is_kept_for_ever_under_its_address_and_tagged(reader):
    article = factories.article(lead_photo=factories.photo())
    first = reader.get(address(reader, article))
    assert first["Cache-Control"] == (
        "public, max-age=31535990, s-maxage=31535990, stale-while-revalidate=10, stale-if-error=10, immutable"
    )
    assert {f"article-{article.pk}", f"photo-{article.lead_photo_id}"} <= set(first["Cache-Tag"].split(","))
    assert not first.cookies
    assert reader.get(address(reader, article), headers={"if-none-match": first["ETag"]}).status_code == 304
    head = reader.head(address(reader, article))
    assert (head.content, int(head["Content-Length"])) == (b"", len(first.content))


def test_one_that_will_expire_is_kept_until_then(reader):
    article = factories.article(expires_at=timezone.now() + timedelta(minutes=30))
    control = reader.get(address(reader, article))["Cache-Control"]
    said = dict(re.findall(r"([a-z-]+)=(\d+)", control))
    for whose in ("max-age", "s-maxage"):
        for stale in ("stale-while-revalidate", "stale-if-error"):
            assert 1_700 < int(said[whose]) + int(said[stale]) <= 1_800
    assert "immutable" not in control


def test_what_it_shows_changes_its_address_and_the_old_one_leads_to_it(reader):
    article = factories.article(headline="قبل")
    seen = [address(reader, article)]
    steps = [
        {"headline": "بعد"},
        {"section": factories.section("رياضة")},
        {"lead_photo": photo((900, 1200))},
        {"headline": "بعد ذلك"},  # it stands beside a tall photo
    ]
    for step in steps:
        for name, value in step.items():
            setattr(article, name, value)
        article.save()
        assert address(reader, article) not in seen, step
        seen.append(address(reader, article))
    article.lead_photo.focal_x = 0.9
    article.lead_photo.save()
    article.refresh_from_db()
    seen.append(address(reader, article))
    assert len(set(seen)) == 6
    for old in seen[:-1]:
        moved = reader.get(old)
        assert (moved.status_code, moved["Location"]) == (302, seen[-1])
        assert "immutable" not in moved["Cache-Control"]
    article.lede = "مقدمة أخرى لا تظهر على البطاقة."
    article.save()
    assert address(reader, article) == seen[-1]


def test_a_headline_that_a_photo_does_not_need_changes_nothing(reader):
    article = factories.article(lead_photo=photo())
    before = address(reader, article)
    article.headline = "عنوان آخر"
    article.save()
    assert address(reader, article) == before


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"status": "draft"}, 404),
        ({"status": "review"}, 404),
        ({"published_at": timezone.now() + timedelta(hours=1)}, 404),
        ({"expires_at": timezone.now() - timedelta(minutes=5)}, 404),
        ({"status": "withdrawn", "first_published_at": timezone.now() - timedelta(days=1)}, 410),
        ({"status": "archived", "first_published_at": timezone.now() - timedelta(days=1)}, 410),
    ],
)
def test_of_what_is_not_out_there_is_none(reader, desk, fields, status):
    article = factories.article(headline="سر", **fields)
    for client in (reader, desk):
        for key in (Card.of(article, []).key, "0" * 20):
            response = client.get(f"/card/{article.pk}-{key}.jpg")
            assert response.status_code == status
            assert "Location" not in response
    assert default_storage.exists("cards") is False


@pytest.mark.parametrize(
    "path", ["/card/999-" + "0" * 20 + ".jpg", "/card/1-xyz.jpg", "/card/1.jpg", "/card/"]
)
def test_other_addresses_are_not_found(reader, path):
    assert reader.get(path).status_code == 404


def test_a_withdrawn_story_takes_its_card_along(reader):
    article = factories.article()
    path = address(reader, article)
    assert reader.get(path).status_code == 200
    article.status = "withdrawn"
    article.save()
    assert reader.get(path).status_code == 410


def test_it_costs_two_statements_at_most(reader, django_assert_max_num_queries):
    opinion = factories.section("رأي", is_opinion=True)
    article = factories.article(section=opinion, authors=[factories.author()], lead_photo=photo())
    path = address(reader, article)
    for _ in range(2):
        with django_assert_max_num_queries(2):
            assert reader.get(path).status_code == 200


def test_it_is_drawn_once(reader, monkeypatch):
    article = factories.article()
    path, drawn = address(reader, article), []
    draw = files.draw
    monkeypatch.setattr(files, "draw", lambda *args: drawn.append(1) or draw(*args))
    assert reader.get(path).content == reader.get(path).content
    assert len(drawn) == 1


def test_two_who_draw_at_once_leave_one_whole_card(article):
    card = Card.of(article, [])
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: files.card_file(card), range(8)))
    assert len(set(made)) == 1
    folder = card.file_name.rpartition("/")[0]
    assert [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]] == [card.file_name]
    with default_storage.open(card.file_name) as file:
        assert file.read() == made[0][0]


def test_a_storage_without_folders_keeps_cards_too(reader, settings):
    memory = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": memory}
    article = factories.article()
    path = address(reader, article)
    first = reader.get(path)
    assert opened(first).size == (1200, 630)
    assert default_storage.exists(Card.of(article, []).file_name)
    assert reader.get(path).content == first.content


def test_an_opinion_is_signed_by_who_wrote_it(reader):
    opinion = factories.section("رأي", is_opinion=True)
    article = factories.article(section=opinion, authors=[factories.author("ليلى")])
    unsigned = factories.article(section=opinion, headline=article.headline)
    below = (600, 520, 1140, 600)
    cards = [opened(reader.get(address(reader, one))).crop(below).convert("L") for one in (article, unsigned)]
    assert max(cards[0].tobytes()) > 150 > max(cards[1].tobytes())
    translated = factories.article(section=opinion, headline=article.headline)
    Byline.objects.create(article=translated, author=factories.author(), role="translator")
    assert Card.of(translated, details_of([translated.pk])[translated.pk].authors).authors == ()


def test_its_file_has_a_name_that_nobody_can_work_out(article, settings):
    card = Card.of(article, [])
    assert card.key not in card.file_name
    before = card.file_name
    settings.SECRET_KEY = "another " * 8
    assert card.file_name != before


@pytest.mark.parametrize("broken", [None, b"", b"\xff\xd8\xff not a picture", b"GIF89a"])
def test_a_photo_that_cannot_be_read_gives_the_drawn_card_and_a_line_in_the_log(reader, caplog, broken):
    article = factories.article(lead_photo=photo())
    name = article.lead_photo.file.name
    path = address(reader, article)
    with default_storage.open(name) as file:
        whole = file.read()
    default_storage.delete(name)
    if broken is not None:
        default_storage.save(name, ContentFile(broken))
    response = reader.get(path)
    assert near(opened(response).getpixel((1195, 5)), PAPER)
    assert "immutable" not in response["Cache-Control"]
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert name in caplog.text
    # When it is back, so is the card: nothing was stored.
    default_storage.delete(name)
    default_storage.save(name, ContentFile(whole))
    assert near(opened(reader.get(path)).getpixel((5, 200)), RED)


def test_the_busiest_picture_stays_small(reader):
    noise = Image.frombytes("RGB", (1600, 900), random.Random(1).randbytes(1600 * 900 * 3))
    row = factories.photo()
    row.store(store_picture(noise))
    assert opened(reader.get(address(reader, factories.article(lead_photo=row)))).size == (1200, 630)


def test_a_long_name_of_the_paper_has_its_place(reader, settings):
    settings.SITE_NAME = "صحيفة الأخبار العربية اليومية المستقلة للعالم أجمع وما بعده"
    article = factories.article(section=factories.section("قسم الشؤون الدولية والتحليل السياسي المعمّق"))
    for lead in (None, photo(), photo((900, 1200))):
        article.lead_photo = lead
        article.save()
        card = opened(reader.get(address(reader, article)))
        # nothing runs over the left edge
        assert lead or all(near(card.getpixel((x, 60)), PAPER) for x in range(0, 60, 5))
