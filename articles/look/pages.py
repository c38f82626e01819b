"""Whole public pages made of samples by their own templates: each kind, and each state that a kind has."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.addresses import root_of
from articles.archive import Day, MonthOf, Table, Year, weeks_of
from articles.days import Month, day_of
from articles.feeds.mix import Mix
from articles.feeds.options import Options
from articles.look import samples
from articles.models import Author, Keyword, Page, Source
from articles.search.names import Named
from articles.search.query import parse
from articles.search.results import Results
from articles.seo.heads import Subject, listing_head, page_head

_QUERY = "الميناءء مصدر:المرفأ"


class Made(NamedTuple):
    """What a page is rendered of, and the status that it has."""

    template: str
    context: dict[str, Any]
    status: int = 200


def _head(request: HttpRequest) -> Any:
    return page_head(reverse("home"), "", root_of(request))


def _article(request: HttpRequest) -> Made:
    shown = samples.story().context(request)
    return Made("articles/article.html", {**shown, "structured": [], "card_url": shown["photo_url"]})


def _plain(request: HttpRequest) -> Made:
    made = _article(request)
    made.context["article"].headline = samples.long_headline()
    return made._replace(context={**made.context, "photo": None, "corrections": [], "recording": None})


def _front(request: HttpRequest) -> Made:
    top, strips, authors = samples.fronts()
    words = {
        "top": top,
        "strips": strips,
        "authors": authors,
        "subject": {"name": settings.SITE_NAME},
        "head": _head(request),
        "newest_at": None,  # nothing gets newer than samples
    }
    return Made("articles/home.html", words)


def _list_of(request: HttpRequest, template: str, subject: Subject, rows: int = 12, **words: Any) -> Made:
    page = samples.page(rows)
    head = listing_head(subject, page, None, root_of(request))
    return Made(f"articles/{template}.html", {"subject": subject, "page": page, "head": head, **words})


def _section(request: HttpRequest) -> Made:
    top, strips, authors = samples.fronts()
    children = [samples.section(pk=3, name="طاقة", slug="طاقة")]
    heads: dict[str, Any] = {"top": top, "strips": strips[:2], "authors": authors}
    return _list_of(request, "section", samples.section(), children=children, newest_at=None, **heads)


def _empty(request: HttpRequest) -> Made:
    words: dict[str, Any] = {"children": [], "top": [], "strips": [], "authors": {}, "newest_at": None}
    return _list_of(request, "section", samples.section(), 0, **words)


def _keyword(request: HttpRequest) -> Made:
    keyword = Keyword(pk=1, name="ميناء الرمال", slug="ميناء", introduction="أكبر موانئ الساحل وأقدمها.")
    spellings, related = ["مينا الرمال"], samples.keywords()
    photo = samples.SamplePhoto(1)
    return _list_of(request, "keyword", keyword, photo=photo, spellings=spellings, related=related)


def _source(request: HttpRequest) -> Made:
    more = {"about": "جريدة يومية مستقلة.", "country": "لبنان", "licence": "CC BY 4.0"}
    source: Source = samples.source(home_page="https://almarfa.example/", **more)
    return _list_of(request, "source", source, photo=samples.SamplePhoto(1))


def _author(request: HttpRequest) -> Made:
    author = Author(
        pk=1, name="ليلى الحمداني", slug="ليلى", position="مراسلة", bio="تكتب عن الموانئ منذ 2009."
    )
    return _list_of(request, "author", author, photo=samples.SamplePhoto(1))


def _table() -> Table:
    """This month, most of its days with stories."""
    today = day_of(timezone.now())
    month = Month.of(today)
    filled = [Day(day) for day in month.days if day.day % 3 or day == today]
    weekdays, weeks = weeks_of(month, {one.day for one in filled})
    last, following = Day(month.first - timedelta(days=1)), Day(month.next.first)
    return Table(MonthOf(month), weekdays, weeks, last, following, filled)


def _day(request: HttpRequest) -> Made:
    table = _table()
    words = {"page": samples.page(6), "earlier": table.earlier, "later": table.later}
    return _archive(request, "archive_day", Day(day_of(timezone.now())), table=table, **words)


def _year(request: HttpRequest) -> Made:
    now = day_of(timezone.now())
    months = [(MonthOf(Month(now.year, number)), number % 5 > 0) for number in range(1, 13)]
    words = {"months": months, "earlier": Year(now.year - 1), "later": Year(now.year + 1)}
    return _archive(request, "archive_year", Year(now.year), **words)


def _years(request: HttpRequest) -> Made:
    this = day_of(timezone.now()).year
    words = {"years": [Year(this - n) for n in range(4)], "table": _table()}
    return _archive(request, "archive", {"name": _("الأرشيف")}, **words)


def _archive(request: HttpRequest, template: str, subject: Any, **words: Any) -> Made:
    way = [(_("الأرشيف"), reverse("archive"))] if template != "archive" else []
    context = {"subject": subject, "head": _head(request), "way": way, **words}
    return Made(f"articles/{template}.html", context)


def _most_read(request: HttpRequest) -> Made:
    words = {
        "subject": {"name": _("الأكثر قراءة")},
        "about": "",
        "days": 1,
        "windows": {1: "?", 7: "?", 30: "?"},
        "stories": [samples.line(number) for number in range(1, 8)],
        "head": _head(request),
    }
    return Made("articles/most_read.html", words)


def _search(request: HttpRequest, found: Results | None = None) -> Made:
    named = [Named("keyword", "ميناء الرمال", "/"), Named("source", "المرفأ", "/")]
    hits = [samples.hit()] * 3
    words = {
        "query": _QUERY,
        "asked": parse(_QUERY),
        "controls": {},
        "found": found or Results(hits, 2, has_more=True, meant="الميناء", is_repaired=True, named=named),
        "address": "?q=",
        "all_sections": [samples.section()],
        "repaired_address": "?q=",
    }
    return Made("articles/search.html", words)


def _nothing_found(request: HttpRequest) -> Made:
    return _search(request, Results(meant="الميناء"))


def _nothing_asked(request: HttpRequest) -> Made:
    made = _search(request, Results())
    return made._replace(context={**made.context, "query": "", "asked": parse("")})


def _corrections(request: HttpRequest) -> Made:
    words = {"subject": {"name": _("التصويبات")}, "page": samples.records(), "head": _head(request)}
    return Made("articles/corrections.html", words)


def _feeds(request: HttpRequest) -> Made:
    sections = [samples.section(), samples.section(pk=3, name="طاقة", slug="طاقة")]
    words = {
        "subject": {"name": _("الخلاصات")},
        "head": _head(request),
        "sections": sections,
        "sources": [samples.source()],
        "mix": Mix(chosen={"keyword": samples.keywords()[:2]}),
        "problem": _("لا شيء مما اخترته عندنا."),
        "options": Options.of({}),
        "made": [(form, f"https://news.example/feeds/mix.{form}?…") for form in ("rss", "atom", "json")],
    }
    return Made("articles/feeds.html", words)


def _choices(request: HttpRequest) -> Made:
    return Made("articles/choices.html", {})


def _written(request: HttpRequest) -> Made:
    page = Page(pk=1, name="من نحن", slug="من-نحن", body=samples.story().article.body)
    page.updated_at = timezone.now()
    return Made("articles/page.html", {"subject": page, "description": "", "address": "/", "structured": ""})


def _not_found(request: HttpRequest) -> Made:
    return Made("404.html", {}, 404)


def _withdrawn(request: HttpRequest) -> Made:
    return Made("410.html", {"withdrawn": True, "why": samples.corrections()[0]}, 410)


def _failed(request: HttpRequest) -> Made:
    return Made("500.html", {})  # with the status that it is for the log would call an operator


def _closed(request: HttpRequest) -> Made:
    return Made("503.html", {})


PAGES: dict[str, tuple[Any, Callable[[HttpRequest], Made]]] = {
    "article": (gettext_lazy("خبر بكل أجزائه"), _article),
    "plain": (gettext_lazy("خبر بعنوان طويل، بلا صورة"), _plain),
    "front": (gettext_lazy("صفحة أولى بكل أشكال المناطق"), _front),
    "section": (gettext_lazy("قائمة قسم"), _section),
    "empty": (gettext_lazy("قائمة فارغة"), _empty),
    "keyword": (gettext_lazy("كلمة دلالية"), _keyword),
    "source": (gettext_lazy("مصدر"), _source),
    "author": (gettext_lazy("كاتب"), _author),
    "archive": (gettext_lazy("الأرشيف"), _years),
    "year": (gettext_lazy("سنة من الأرشيف"), _year),
    "day": (gettext_lazy("يوم من الأرشيف"), _day),
    "most-read": (gettext_lazy("الأكثر قراءة"), _most_read),
    "search": (gettext_lazy("نتائج بحث صُحح"), _search),
    "nothing-found": (gettext_lazy("بحث بلا نتائج"), _nothing_found),
    "nothing-asked": (gettext_lazy("بحث لم يبدأ"), _nothing_asked),
    "corrections": (gettext_lazy("التصويبات"), _corrections),
    "feeds": (gettext_lazy("الخلاصات، بما أُلّف وما لم يصح"), _feeds),
    "choices": (gettext_lazy("خيارات القراءة"), _choices),
    "written": (gettext_lazy("صفحة ثابتة"), _written),
    "not-found": (gettext_lazy("عنوان لا شيء فيه"), _not_found),
    "withdrawn": (gettext_lazy("خبر مسحوب"), _withdrawn),
    "failed": (gettext_lazy("خطأ عندنا"), _failed),
    "closed": (gettext_lazy("صيانة"), _closed),
}
