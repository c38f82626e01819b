"""What browsers show of a feed when somebody opens it."""

from __future__ import annotations

import re

import pytest
from django.contrib.staticfiles.finders import find

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path", ["/feed.rss", "/feed.atom", "/corrections/feed.rss", "/search/feed.atom?q=خ"]
)
def test_a_feed_names_a_style_sheet_that_is_there(reader, article, path):
    head = reader.get(path).content.decode().split("?>")[:2]
    assert head[0].startswith("<?xml ")
    (address,) = re.findall(r'<\?xml-stylesheet type="text/css" href="/static/([^"]*)"', head[1])
    assert find(address)
