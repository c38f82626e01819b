"""The Nu HTML checker accepts every kind of page in every state."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.template import loader
from django.test import Client
from django.utils import timezone

from articles.models import Article, Correction, Keyword, Photo
from articles.photos.renditions import make
from articles.search.indexing import index
from tests import factories
from tests.conftest import nu_checker

pytestmark = [pytest.mark.django_db, pytest.mark.markup]

BODY = (
    "<p>نص فيه <a href='/a/1'>رابط</a> و«قول».</p><h2>عنوان فرعي</h2><ul><li>بند</li></ul>"
    "<blockquote><p>قول مقتبس.</p></blockquote><table><caption>أرقام</caption>"
    "<tr><th scope='col'>السنة</th><td>12.5%</td></tr></table><p dir='ltr' lang='en'>Orbitex 3-2</p>"
    "<p>قول<sup data-note=''>انظر <a href='/a/1'>الوثيقة</a>.</sup> وآخر<sup data-note=''>ص 12</sup></p>"
)


@pytest.fixture
def full() -> Article:
    """A story that has every part a page can show."""
    parent = factories.section("اقتصاد", description="أسواق & أعمال")
    made = factories.article(
        kicker="موانئ",
        headline='شركة Orbitex تفوز "3-2" <بعد> تمديد & ركلات',
        body=BODY,
        section=factories.section("طاقة", parent=parent),
        source=factories.source(
            "المرفأ", home_page="https://almarfa.example/?a=1&b=2", attribution="نقلًا", logo=factories.photo()
        ),
        source_url="https://almarfa.example/?a=1&b=2",
        lead_photo=factories.photo(alt='قال "نعم" & لا', caption="رصيف"),
        keywords=["ميناء الرمال", "C++"],
        authors=[factories.author("ليلى", photo=factories.photo(), bio="صحافية."), factories.author()],
    )
    subject = factories.keyword(
        "قمة & سفح", introduction='تعريف "قصير" & <مفيد>.', photo=factories.photo(credit="أ & ب")
    )
    subject.add_spelling("Summit <1>")
    for _ in range(2):
        factories.article(keywords=[subject.name, "ميناء الرمال", "C++"])
    Correction.objects.create(article=made, text="كان الرقم خطأ.")
    Correction.objects.create(article=made, text='أ & ب <"ج">', kind="apology")
    factories.recording(made)
    for n in range(4):
        photo = factories.photo() if n % 2 else None
        other = factories.article(section=parent, lead_photo=photo)
        factories.related(made, other, "read_also" if n > 1 else "similar", position=n)
    for kind in ("read_also", "similar"):
        factories.related(made, "عنوان لم يصل", kind, position=9)
    factories.article(section=factories.section("رأي", is_opinion=True), authors=[factories.author()])
    index([made])
    for photo in Photo.objects.exclude(caption="رصيف"):  # that one has no renditions yet
        make(photo)
    return made


def pages(reader: Client, story: Article) -> dict[str, bytes]:
    """Name and HTML of a page of each kind, in each of its states."""
    bare = factories.article(headline="خبر بلا شيء", lede="", body="")
    withdrawn = factories.article(status="withdrawn")
    Correction.objects.create(article=withdrawn, text="لم يثبت.", kind="withdrawal")
    day = timezone.localtime(story.published_at)
    addresses: dict[str, Any] = {
        "home": "/",
        "article": story,
        "bare article": bare,
        "withdrawn": withdrawn,
        "section": story.section.parent,
        "child section": story.section,
        "source": story.source,
        "author": story.bylines.all()[0].author,
        "keyword": story.keyword_list[1],
        "full keyword": Keyword.by_spelling("قمة & سفح"),
        "empty listing": factories.section(),
        "choices": "/choices/",
        "search": "/search/",
        "search found": "/search/?q=Orbitex",
        "search repaired": "/search/?q=Orbitez%20%D8%B7%D8%A7%D9%82%D8%A9&from=2020-01-01",
        "search without hits": "/search/?q=%22%3Cb%3E%26",
        "corrections": "/corrections/",
        "feeds": "/feeds/",
        "most read": "/most-read/",
        "not found": "/nothing/",
        "archive": "/archive/",
        "year": f"/archive/{day:%Y}/",
        "month": f"/archive/{day:%Y/%m}/",
        "day": f"/archive/{day:%Y/%m/%d}/",
        "written page": factories.page('من "نحن" & <هم>', body=BODY),
    }
    found = {
        name: reader.get(thing if isinstance(thing, str) else thing.get_absolute_url()).content
        for name, thing in addresses.items()
    }
    bare = {name: loader.render_to_string(name).encode() for name in ("500.html", "503.html")}
    return {**found, **bare}


def complaints(*files: Path) -> str:
    """What the checker says of these files."""
    command = ["java", "-jar", str(nu_checker()), "--format", "text", "--stdout", *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def test_the_checker_has_nothing_to_say(reader: Client, full: Article, tmp_path: Path):
    for name, html in pages(reader, full).items():
        (tmp_path / f"{name.removesuffix('.html')}.html").write_bytes(html)
    assert complaints(*tmp_path.glob("*.html")) == "Document checking completed. No errors found."


def test_the_checker_would_have_said_something(tmp_path: Path):
    wrong = tmp_path / "wrong.html"
    wrong.write_text('<!doctype html><html lang="ar"><title>ع</title><p><section></p></html>')
    assert "Error" in complaints(wrong)


@pytest.mark.parametrize(
    "headline",
    [
        pytest.param(("كلمة " * 60).strip(), id="of 300 letters"),
        pytest.param("م" * 300, id="of one word of 300 letters"),
        pytest.param("خبر ]]> <!-- --> & <b>", id="that would end a CDATA section"),
        pytest.param("خبر \u202eمقلوب\u2066 وبعده", id="that turns the line around"),
        pytest.param("Orbitex wins 3-2 (after extra time)", id="of Latin letters alone"),
    ],
)
def test_whatever_the_headline(reader: Client, tmp_path: Path, headline: str):
    """Pages of a story, of all lists in which it stands, and of what is named as it is."""
    author = factories.author(headline[:60])
    story = factories.article(headline=headline, lede=headline, keywords=[headline[:80]], authors=[author])
    Article.objects.filter(pk=story.pk).update(headline=headline)  # as nobody cleaned it
    Correction.objects.create(article=story, text=headline)
    index([story])
    lists = [story.section, story.source, author, story.keyword_list[0], story]
    day, query = timezone.localtime(story.published_at), quote(headline.split()[0])
    paths = ["/", "/corrections/", f"/archive/{day:%Y/%m/%d}/", f"/search/?q={query}", "/feeds/?keywords=أ"]
    for n, path in enumerate([*paths, *(one.get_absolute_url() for one in lists)]):
        (tmp_path / f"{n}.html").write_bytes(reader.get(path).content)
    assert complaints(*tmp_path.glob("*.html")) == "Document checking completed. No errors found."
