"""Public addresses. Slugs are Arabic, so every kind takes letters of any script (`str`, not `slug`)."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter

from articles.feeds.feed import Format
from articles.feeds.mix import mix_feed
from articles.feeds.views import author_feed, keyword_feed, section_feed, site_feed, source_feed
from articles.views.article import article
from articles.views.author import author
from articles.views.feeds import feeds, make_feed, opml
from articles.views.home import home
from articles.views.keyword import keyword
from articles.views.preview import preview
from articles.views.search import search, suggest
from articles.views.section import section
from articles.views.source import source


class Id(IntConverter):
    """A number that a database has room for."""

    regex = "[0-9]{1,18}"


class FormatConverter:
    """How a feed is written: rss, atom or json."""

    regex = "|".join(Format)

    def to_python(self, value: str) -> Format:
        return Format(value)

    def to_url(self, value: str) -> str:
        return value


register_converter(Id, "id")
register_converter(FormatConverter, "format")

urlpatterns = [
    path("", home, name="home"),
    path("feed.<format:form>", site_feed, name="feed"),
    path("feeds/", feeds, name="feeds"),
    path("feeds/make/", make_feed, name="make_feed"),
    path("feeds/mix.<format:form>", mix_feed, name="mix"),
    path("feeds.opml", opml, name="opml"),
    path("search/", search, name="search"),
    path("search/suggest/", suggest, name="suggest"),
    path("a/<id:pk>", article, name="short"),
    path("article/<id:pk>/", article),
    path("article/<id:pk>/<str:slug>/", article, name="article"),
    path("section/<str:slug>/feed.<format:form>", section_feed, name="section_feed"),
    path("section/<str:slug>/", section, name="section"),
    path("keyword/<str:slug>/feed.<format:form>", keyword_feed, name="keyword_feed"),
    path("keyword/<str:slug>/", keyword, name="keyword"),
    path("source/<str:slug>/feed.<format:form>", source_feed, name="source_feed"),
    path("source/<str:slug>/", source, name="source"),
    path("author/<str:slug>/feed.<format:form>", author_feed, name="author_feed"),
    path("author/<str:slug>/", author, name="author"),
    path("preview/<str:token>/", preview, name="preview"),
]
