from __future__ import annotations

from typing import Any

import pytest

from articles.models import Article
from tests import factories


@pytest.fixture
def chief() -> Any:
    return factories.user(role="رئيس تحرير")


@pytest.fixture
def story() -> Article:
    return factories.article(
        headline="Orbitex تمدّ الترام 12 كيلومترًا!",
        lede="المقدمة في 2026.",
        body='<p>النص كله، وفيه <a href="/a/1">رابط 1</a> و3 &amp; 4.</p>',
        source=factories.source("المرفأ", home_page="https://almarfa.example/"),
        source_url="https://almarfa.example/خبر",
        section=factories.section("طاقة", parent=factories.section("اقتصاد")),
        lead_photo=factories.photo(),
        keywords=["ميناء الرمال"],
        authors=[factories.author("ليلى")],
    )
