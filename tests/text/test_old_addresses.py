"""Addresses as they are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.old_addresses import LONGEST, normal_address, without_query


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("/news/5.html", "/news/5.html"),
        ("https://old.example/news/5.html#top", "/news/5.html"),
        ("http://old.example", "/"),
        ("/news/5/", "/news/5"),
        ("/news/details.php?id=512&cat=7", "/news/details.php?cat=7&id=512"),
        ("/news/details.php?cat=7&id=512&utm_source=x&fbclid=y", "/news/details.php?cat=7&id=512"),
        ("/?p=12", "/?p=12"),
        ("/?utm_source=x", "/"),
        ("/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/1", "/أخبار/1"),
        ("/أخبار/1", "/أخبار/1"),
        ("/a?q=%D8%A3&x=", "/a?q=%D8%A3&x="),
        ("/a?q=a%26b", "/a?q=a%26b"),
        ("/News/A.aspx", "/News/A.aspx"),
        # Of windows-1256 nobody can say which letters it is: kept as it is
        ("/%C7%E1/1", "/%C7%E1/1"),
        ("  /a  ", "/a"),
    ],
)
def test_what_asks_for_the_same_page_is_written_the_same_way(written, kept):
    assert normal_address(written) == kept
    assert normal_address(kept) == kept


@pytest.mark.parametrize(
    "written",
    [
        *(
            "",
            "news/5",
            "javascript:alert(1)",
            "//evil.example/x/../..//",
            "mailto:a@b.example",
            "https://[broken",
        ),
        *("/a%00b", "/\ud800", "/" + "ط" * LONGEST, "/%2F/evil", "?id=5"),
    ],
)
def test_what_is_no_address_of_a_page_is_none(written):
    assert normal_address(written) in ("", "/x/../..")


def test_the_query_goes_for_itself():
    assert without_query("/a?b=1") == "/a"
    assert without_query("/a") == "/a"


@given(st.text(max_size=60))
def test_nothing_breaks_it_and_what_it_gives_stays(text):
    once = normal_address(f"/{text}")
    assert once == "" or (once.startswith("/") and not once.startswith("//") and len(once) <= LONGEST)
