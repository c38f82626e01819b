"""Public addresses. Slugs are Arabic, so every kind takes letters of any script (`str`, not `slug`)."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter

from articles.feeds.keyword import keyword_feed
from articles.feeds.site import site_feed
from articles.feeds.source import source_feed
from articles.views.article import article
from articles.views.author import author
from articles.views.home import home
from articles.views.keyword import keyword
from articles.views.preview import preview
from articles.views.search import search, suggest
from articles.views.section import section
from articles.views.source import source


class Id(IntConverter):
    """A number that a database has room for."""

    regex = "[0-9]{1,18}"


register_converter(Id, "id")

urlpatterns = [
    path("", home, name="home"),
    path("feed.rss", site_feed, name="feed"),
    path("search/", search, name="search"),
    path("search/suggest/", suggest, name="suggest"),
    path("a/<id:pk>", article, name="short"),
    path("article/<id:pk>/", article),
    path("article/<id:pk>/<str:slug>/", article, name="article"),
    path("section/<str:slug>/", section, name="section"),
    path("keyword/<str:slug>/feed.rss", keyword_feed, name="keyword_feed"),
    path("keyword/<str:slug>/", keyword, name="keyword"),
    path("source/<str:slug>/feed.rss", source_feed, name="source_feed"),
    path("source/<str:slug>/", source, name="source"),
    path("author/<str:slug>/", author, name="author"),
    path("preview/<str:token>/", preview, name="preview"),
]
