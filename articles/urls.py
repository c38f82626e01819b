"""Public addresses. Slugs are Arabic, so every kind takes letters of any script (`words`, not `slug`)."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter, StringConverter

from articles.feeds.feed import Format
from articles.feeds.mix import mix_feed
from articles.feeds.search import search_feed
from articles.feeds.views import author_feed, keyword_feed, section_feed, site_feed, source_feed
from articles.views.archive import archive, archive_day, archive_month, archive_year
from articles.views.article import article
from articles.views.author import author
from articles.views.card import card
from articles.views.choices import choices
from articles.views.corrections import corrections, corrections_feed
from articles.views.feeds import feeds, make_feed, opml
from articles.views.home import home
from articles.views.keyword import keyword
from articles.views.latest import latest, section_latest
from articles.views.page import page
from articles.views.preview import preview
from articles.views.reading import most_read_page, read
from articles.views.search import search, suggest
from articles.views.section import section
from articles.views.sitemaps import index_key, news_sitemap, opensearch, robots, sitemap, sitemap_index
from articles.views.source import source
from articles.views.style import style, style_page


class Id(IntConverter):
    """A number that a database has room for."""

    regex = "[0-9]{1,18}"


class Words(StringConverter):
    """A slug: anything but what no database keeps."""

    regex = r"[^/\x00]+"


class FormatConverter:
    """How a feed is written: rss, atom or json."""

    regex = "|".join(Format)

    def to_python(self, value: str) -> Format:
        return Format(value)

    def to_url(self, value: str) -> str:
        return value


class CardKey(StringConverter):
    """What a card's address says of its look (articles/cards/card.py)."""

    regex = "[0-9a-f]{20}"


class SitemapName(StringConverter):
    """«sections», «keywords-2», «2026-11», «2026-11-3»"""

    regex = "(?:[a-z]+|[0-9]{4}-[0-9]{2})(?:-[0-9]{1,4})?"


class Year(IntConverter):
    """Four digits: «0950» is not the address of anything that «950» is not."""

    regex = "[0-9]{4}"

    def to_url(self, value: str | int) -> str:
        return f"{int(value):04}"


class TwoDigits(IntConverter):
    """A month or a day."""

    regex = "[0-9]{2}"

    def to_url(self, value: str | int) -> str:
        return f"{int(value):02}"


class IndexKey(StringConverter):
    """What INDEXNOW_KEY may be."""

    regex = "[A-Za-z0-9-]{8,128}"


register_converter(Id, "id")
register_converter(Year, "year")
register_converter(TwoDigits, "two_digits")
register_converter(Words, "words")
register_converter(FormatConverter, "format")
register_converter(SitemapName, "sitemap_name")
register_converter(CardKey, "card_key")
register_converter(IndexKey, "index_key")

urlpatterns = [
    path("", home, name="home"),
    path("feed.<format:form>", site_feed, name="feed"),
    path("feeds/", feeds, name="feeds"),
    path("feeds/make/", make_feed, name="make_feed"),
    path("feeds/mix.<format:form>", mix_feed, name="mix"),
    path("feeds.opml", opml, name="opml"),
    path("choices/", choices, name="choices"),
    path("latest.json", latest, name="latest"),
    path("most-read/", most_read_page, name="most_read"),
    path("read/<id:pk>", read, name="read"),
    path("corrections/", corrections, name="corrections"),
    path("corrections/feed.<format:form>", corrections_feed, name="corrections_feed"),
    path("search/", search, name="search"),
    path("search/feed.<format:form>", search_feed, name="search_feed"),
    path("search/suggest/", suggest, name="suggest"),
    path("a/<id:pk>", article, name="short"),
    path("article/<id:pk>/", article),
    path("article/<id:pk>/<words:slug>/", article, name="article"),
    path("section/<words:slug>/feed.<format:form>", section_feed, name="section_feed"),
    path("card/<id:pk>-<card_key:key>.jpg", card, name="card"),
    path("sitemap.xml", sitemap_index, name="sitemap_index"),
    path("sitemap/<sitemap_name:name>.xml", sitemap, name="sitemap"),
    path("news-sitemap.xml", news_sitemap, name="news_sitemap"),
    path("robots.txt", robots, name="robots"),
    path("opensearch.xml", opensearch, name="opensearch"),
    path("section/<words:slug>/latest.json", section_latest, name="section_latest"),
    path("<index_key:key>.txt", index_key, name="index_key"),
    path("section/<words:slug>/", section, name="section"),
    path("keyword/<words:slug>/feed.<format:form>", keyword_feed, name="keyword_feed"),
    path("keyword/<words:slug>/", keyword, name="keyword"),
    path("source/<words:slug>/feed.<format:form>", source_feed, name="source_feed"),
    path("source/<words:slug>/", source, name="source"),
    path("author/<words:slug>/feed.<format:form>", author_feed, name="author_feed"),
    path("author/<words:slug>/", author, name="author"),
    path("archive/", archive, name="archive"),
    path("archive/<year:year>/", archive_year, name="archive_year"),
    path("archive/<year:year>/<two_digits:month>/", archive_month, name="archive_month"),
    path("archive/<year:year>/<two_digits:month>/<two_digits:day>/", archive_day, name="archive_day"),
    path("page/<words:slug>/", page, name="page"),
    path("preview/<str:token>/", preview, name="preview"),
    path("style/", style, name="style"),
    path("style/<slug:name>/", style_page, name="style_page"),
]
