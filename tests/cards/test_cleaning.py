"""Old cards go, present ones stay."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from articles.cards.card import Card
from articles.cards.files import card_file
from articles.details import details_of
from tests import factories

pytestmark = pytest.mark.django_db


def make_old(name: str) -> None:
    at = (timezone.now() - timedelta(hours=2)).timestamp()
    os.utime(default_storage.path(name), (at, at))


def clean(capsys: Any, **options: Any) -> str:
    call_command("clean_cards", **options)
    return capsys.readouterr().out.strip()


def test_only_present_cards_of_public_stories_stay(capsys, django_assert_max_num_queries):
    opinion = factories.section("رأي", is_opinion=True)
    kept = [
        factories.article(lead_photo=factories.photo()),
        factories.article(section=opinion, authors=[factories.author()]),
    ]
    names = []
    for article in kept:
        signed = details_of([article.pk])[article.pk].authors
        names.append(Card.of(article, signed).file_name)
        card_file(Card.of(article, signed))
    changed, withdrawn, deleted = factories.article(), factories.article(), factories.article()
    for article in (changed, withdrawn, deleted):
        card_file(Card.of(article, []))
        names.append(Card.of(article, []).file_name)
    changed.headline = "عنوان جديد"
    changed.save()
    withdrawn.status = "withdrawn"
    withdrawn.save()
    deleted.delete()
    folder = names[0].rpartition("/")[0]
    names += [
        default_storage.save(f"{folder}/{name}", ContentFile(b"x")) for name in ("strange.jpg", "9-x.jpg.ab")
    ]
    young = default_storage.save(f"{folder}/{changed.pk}-young.jpg", ContentFile(b"x"))
    for name in names:
        make_old(name)
    assert clean(capsys, dry_run=True).startswith("5 cards would be removed, ")
    assert default_storage.exists(names[2])
    with django_assert_max_num_queries(2):
        assert clean(capsys).startswith("5 cards removed, ")
    assert [name for name in names if default_storage.exists(name)] == names[:2]
    assert default_storage.exists(young)
    assert clean(capsys) == "0 cards removed, 0.0 MB"


def test_where_no_card_was_drawn_there_is_nothing_to_do(capsys):
    assert clean(capsys) == "0 cards removed, 0.0 MB"
