"""The first of many lists in one statement, however many lists there are."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Section
from articles.querysets import first_of
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("many", [1, 2, 500, 501, 1_300])
def test_any_number_of_lists(many):
    sections = [factories.section(f"قسم {n}") for n in range(2)]
    now = timezone.now()
    stories = [
        [factories.article(section=section, published_at=now - timedelta(hours=n + 1)) for n in range(3)]
        for section in sections
    ]
    newest = Article.objects.newest()
    # The last lists of all are the ones that have something in them.
    lists = [(newest.filter(section=-n), 2) for n in range(many - len(sections))]
    lists += [(newest.filter(section=section), 2) for section in sections[-many:]]
    wanted = {story.pk for of_section in stories[-many:] for story in of_section[:2]}
    found = Article.objects.filter(pk__in=first_of(lists)).values_list("pk", flat=True)
    assert set(found) == wanted


def test_the_front_page_of_six_hundred_sections(reader):
    Section.objects.bulk_create(Section(name=f"قسم {n}", slug=f"قسم-{n}", position=n) for n in range(600))
    last = factories.article(section=Section.objects.last(), headline="خبر القسم الأخير")
    page = reader.get("/")
    assert page.status_code == 200
    assert last.get_absolute_url() in page.content.decode()
