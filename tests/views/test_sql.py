"""SQL per page: within the bounds, and the same in a small archive as in a large one."""

import pytest
from django.utils import timezone

from articles.models import Correction
from tests import factories
from tests.views.conftest import archive

BOUNDS = {"article": 6, "feed": 4}
LISTING = 8


@pytest.mark.django_db
def test_no_page_costs_more_in_a_larger_archive(statements):
    parent, source = factories.section("اقتصاد"), factories.source("المرفأ")
    child = factories.section("طاقة", parent=parent)
    keyword, author = factories.keyword("الميناء"), factories.author("ليلى")
    full = factories.article(
        headline="خبر فيه كل شيء",
        body="<p>نص</p>"
        + "".join(f'<figure data-photo="{factories.photo().pk}"></figure>' for _ in range(3)),
        section=child,
        source=source,
        lead_photo=factories.photo(),
        keywords=["الميناء", "السفن"],
        authors=[author, factories.author("طارق")],
    )
    Correction.objects.create(article=full, text="كان الرقم خطأ.")
    for n in range(13):
        factories.related(full, factories.article(section=child), "similar" if n < 10 else "read_also")
    pages = {
        "article": full.get_absolute_url(),
        "home": "/",
        "section": child.get_absolute_url(),
        "section with children": parent.get_absolute_url(),
        "keyword": keyword.get_absolute_url(),
        "source": source.get_absolute_url(),
        "author": author.get_absolute_url(),
        "search": "/search/?q=الميناء",
        "feed": "/feed.rss",
        "archive": "/archive/",
        "day": f"/archive/{timezone.localtime(full.published_at):%Y/%m/%d}/",
        "written page": factories.page().get_absolute_url(),
    }

    def costs() -> dict[str, int]:
        found = {}
        for name, path in pages.items():
            sql = statements(path)
            assert len(sql) <= BOUNDS.get(name, LISTING), (name, sql)
            assert not [one for one in sql if "COUNT(" in one.upper() or " OFFSET " in one.upper()], name
            found[name] = len(sql)
        return found

    archive(10, child, source, keyword, author)
    small = costs()
    archive(2_000, parent, source, keyword, author)
    assert costs() == small
