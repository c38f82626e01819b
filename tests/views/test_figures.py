"""Pictures, galleries and cards of other sites in a text, as readers get them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext

from articles.models import ArticlePhoto, Photo
from tests import factories

pytestmark = pytest.mark.django_db
VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


def figure(photo: Photo | int, caption: str = "", more: str = "") -> str:
    pk = photo if isinstance(photo, int) else photo.pk
    return f'<figure{more} data-photo="{pk}"><figcaption>{caption}</figcaption></figure>'


def shown(reader: Any, body: str) -> str:
    response = reader.get(factories.article(body=body).get_absolute_url())
    assert response.status_code == 200
    page = response.content.decode()
    return page[page.index('<div class="prose">') : page.index("<footer")]


def test_a_picture_has_its_own_words_or_those_of_the_library(reader):
    photo = factories.photo(alt="رافعات", caption="من المكتبة", credit="مريم الكندي")
    text = shown(reader, f"<p>أول</p>{figure(photo, 'شرح لهذا الموضع')}<p>وسط</p>{figure(photo)}")
    assert len(re.findall(r'<figure class="text-photo">', text)) == 2
    assert text.count('alt="رافعات"') == 2
    assert re.search(r'<img [^>]*width="800" height="450" loading="lazy"', text)
    assert text.index("أول") < text.index("شرح لهذا الموضع") < text.index("وسط") < text.index("من المكتبة")
    assert text.count("مريم الكندي") == 2
    assert "data-photo" not in text


def test_several_in_a_row_are_a_gallery_each_leading_to_itself(reader):
    photos = [factories.photo(alt=f"صورة {n}") for n in range(3)]
    text = shown(reader, "".join(figure(photo, f"شرح {n}") for n, photo in enumerate(photos)))
    assert text.count('<div class="gallery"') == 1
    assert re.findall(r'<a href="([^"]+)"><img', text) == [photo.picture.url for photo in photos]
    assert [text.index(f"شرح {n}") for n in range(3)] == sorted(text.index(f"شرح {n}") for n in range(3))


def test_a_picture_that_is_not_there_leaves_no_gap(reader):
    photo = factories.photo()
    text = shown(reader, f"<p>أول</p>{figure(999_999, 'لا تظهر')}{figure(photo)}")
    assert "لا تظهر" not in text
    assert '<figure class="text-photo">' in text
    assert 'class="gallery"' not in text


def test_a_card_is_a_link_and_asks_nobody_before_it_is_pressed(reader):
    photo = factories.photo(alt="المنصة")
    article = factories.article(body=figure(photo, "كلمة الافتتاح", f' data-embed="{VIDEO}"'))
    response = reader.get(article.get_absolute_url())
    page = response.content.decode()
    assert (
        f'<a class="embed-card" href="{VIDEO}" rel="noopener" data-player="https://www.youtube-nocookie.com/'
        in page
    )
    assert "شاهد المقطع على" in page
    assert "كلمة الافتتاح" in page
    assert 'alt="المنصة"' in page
    assert "<iframe" not in page
    assert not re.findall(r'(?:src|srcset)="https?://(?!testserver)', page)
    assert page.count("js/embeds.js") == 1
    frames = re.search(r"frame-src ([^;]+)", response["Content-Security-Policy"])
    assert frames
    assert frames[1].split() == [
        "https://www.youtube-nocookie.com",
        "https://platform.twitter.com",
        "https://t.me",
        "https://www.facebook.com",
        "https://www.instagram.com",
    ]


def test_a_page_without_cards_has_no_script_for_them(reader, article):
    assert "embeds.js" not in reader.get(article.get_absolute_url()).content.decode()


def test_words_of_captions_and_photos_are_escaped_and_isolated(reader):
    photo = factories.photo(alt='قال "نعم" <b>', caption="", credit="Orbitex")
    text = shown(reader, figure(photo, "&lt;script&gt;alert(1)&lt;/script&gt; و Orbitex"))
    assert "<script>" not in text
    assert '&lt;<bdi dir="ltr">script</bdi>&gt;' in text
    assert '<bdi dir="ltr">Orbitex</bdi>' in text
    assert "&#34;نعم&#34; &lt;b&gt;" in text


# --- Which photos a text holds ------------------------------------------------------------------------------


def rows(article: Any) -> list[int]:
    return sorted(article.body_photos.values_list("photo", flat=True))


def test_the_photos_of_a_text_follow_each_save():
    one, other = factories.photo(), factories.photo()
    article = factories.article(body=f"{figure(one)}{figure(one)}{figure(999_999)}")
    assert rows(article) == [one.pk]
    article.body = figure(other)
    article.save()
    assert rows(article) == [other.pk]
    article.refresh_from_db()
    article.body += figure(one)
    article.save()
    assert rows(article) == [one.pk, other.pk]
    article.body = "<p>نص</p>"
    article.save()
    assert rows(article) == []


def test_a_photo_in_a_text_cannot_be_deleted_and_goes_with_nothing_else():
    photo = factories.photo()
    article = factories.article(body=figure(photo))
    with pytest.raises(ProtectedError):
        photo.delete()
    article.delete()
    assert not ArticlePhoto.objects.exists()
    photo.delete()


def test_a_save_that_changes_no_photo_asks_nothing_about_them():
    article = factories.article(body=figure(factories.photo()))
    stored = type(article).objects.get(pk=article.pk)
    stored.headline = "عنوان آخر"
    with CaptureQueriesContext(connection) as queries:
        stored.save()
    assert not [query["sql"] for query in queries if "articlephoto" in query["sql"]]
