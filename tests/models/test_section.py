"""One level of children, whoever saves what at the same moment."""

from __future__ import annotations

from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from articles.models import Section
from tests import factories


@pytest.mark.django_db
def test_what_is_stored_counts_and_not_what_an_object_remembers():
    above, middle, below = (factories.section() for _ in range(3))
    middle.parent = above
    remembered = Section.objects.get(pk=middle.pk)
    middle.save()
    below.parent = remembered
    with pytest.raises(ValidationError, match="قسم فرعي"):
        below.save()
    above.parent = below
    with pytest.raises(ValidationError, match="أقسام فرعية"):
        above.save()
    assert not Section.objects.filter(parent__parent__isnull=False).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="one writer at a time on SQLite")
def test_two_saves_at_once_do_not_store_a_second_level(monkeypatch):
    above, middle, below = (factories.section(name) for name in ("أعلى", "أوسط", "أدنى"))
    checked = Barrier(2)
    check = Section._check_level

    def check_together(section: Section, *args) -> None:
        check(section, *args)
        with suppress(BrokenBarrierError):
            checked.wait(1)  # both have looked, where nothing keeps them apart

    monkeypatch.setattr(Section, "_check_level", check_together)
    refused = []

    def put(child: Section, parent: Section) -> None:
        try:
            section = Section.objects.get(pk=child.pk)
            section.parent = Section.objects.get(pk=parent.pk)
            section.save()
        except ValidationError as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [Thread(target=put, args=pair) for pair in ((below, middle), (middle, above))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(refused) == 1
    assert not Section.objects.filter(parent__parent__isnull=False).exists()
