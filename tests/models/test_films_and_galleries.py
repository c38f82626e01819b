"""What is kept beside a text of what it shows: with each save, and for texts that were stored before."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps

from articles.models import Article
from tests import factories

pytestmark = pytest.mark.django_db

FILM = '<figure data-embed="https://youtu.be/KasAlSahel0"></figure>'
POST = '<figure data-embed="https://t.me/rabitat_aljusoor/412"></figure>'
PICTURE = '<figure data-photo="1"></figure>'


@pytest.mark.parametrize(
    ("body", "shows"),
    [
        ("<p>نص</p>", (False, False)),
        (FILM, (True, False)),
        (POST, (False, False)),
        (PICTURE, (False, False)),
        (f"{PICTURE}<p>نص</p>{PICTURE}", (False, False)),
        (f"{PICTURE}\n{PICTURE}", (False, True)),
        (f"{PICTURE}{FILM}{PICTURE}", (True, False)),
        (f"{PICTURE}{PICTURE}{FILM}", (True, True)),
    ],
)
def test_a_text_says_whether_it_has_a_film_and_a_gallery(body, shows):
    article = factories.article(body=body)
    stored = Article.objects.filter(pk=article.pk).values_list("has_film", "has_gallery")
    assert stored.get() == shows
    Article.objects.update(has_film=False, has_gallery=False)
    import_module("articles.migrations.0021_films_and_galleries").mark(apps, None)
    assert stored.get() == shows
    article.body = "<p>نص آخر</p>"
    article.save()
    assert stored.get() == (False, False)
