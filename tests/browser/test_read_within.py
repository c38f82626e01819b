"""The story that is offered in the middle of a text: named for who listens, good on every screen."""

from __future__ import annotations

from typing import Any

import pytest

from articles.models import Article
from tests import factories
from tests.browser.looks import assert_fits, assert_good

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PARAGRAPH = (
    "<p>صوّت المجلس على التوسعة بثلاثة أصوات مقابل اثنين، ويبدأ العمل في مطلع العام المقبل، على أن يبقى نصف"
    " الرصيف مفتوحًا للصيادين طوال مدة البناء.</p>"
)


@pytest.mark.parametrize("with_photo", [True, False])
def test_it_is_named_leads_on_by_its_whole_box_and_is_accessible(
    live_server: Any, browser: Any, article: Article, with_photo: bool
):
    article.body = PARAGRAPH * 8
    article.save()
    photo = factories.photo() if with_photo else None
    headline = "شركة Orbitex تنقل 12 ألف راكب في أسبوعها الأول على خط الترام الجديد إلى مدينة الغدير"
    offered = factories.article(headline=headline, lead_photo=photo)
    factories.related(article, offered, "read_also")
    factories.related(article, factories.article(lead_photo=photo), "read_also", position=2)
    with browser.new_context() as context:
        context.set_default_timeout(60_000)
        page = context.new_page()
        page.goto(live_server.url + article.get_absolute_url())
        box = page.get_by_role("complementary", name="إقرأ أيضاً")
        assert box.get_by_role("link").count() == 1
        assert box.get_by_role("heading").count() == 0
        assert_good(page, ".story")
        assert_fits(page, 320)
        box.click(position={"x": 5, "y": 5})
        page.wait_for_url(f"**/article/{offered.pk}/**")
