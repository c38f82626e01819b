"""Public addresses. Slugs are Arabic, so every kind takes letters of any script (`str`, not `slug`)."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter, StringConverter

from articles.feeds.keyword import keyword_feed
from articles.feeds.site import site_feed
from articles.views.article import article
from articles.views.author import author
from articles.views.card import card
from articles.views.home import home
from articles.views.keyword import keyword
from articles.views.preview import preview
from articles.views.search import search, suggest
from articles.views.section import section
from articles.views.sitemaps import news_sitemap, opensearch, robots, sitemap, sitemap_index
from articles.views.source import source


class Id(IntConverter):
    """A number that a database has room for."""

    regex = "[0-9]{1,18}"


class CardKey(StringConverter):
    """What a card's address says of its look (articles/cards/card.py)."""

    regex = "[0-9a-f]{20}"


class SitemapName(StringConverter):
    """«sections», «keywords-2», «2026-11», «2026-11-3»"""

    regex = "(?:[a-z]+|[0-9]{4}-[0-9]{2})(?:-[0-9]{1,4})?"


register_converter(Id, "id")
register_converter(SitemapName, "sitemap_name")
register_converter(CardKey, "card_key")

urlpatterns = [
    path("", home, name="home"),
    path("feed.rss", site_feed, name="feed"),
    path("search/", search, name="search"),
    path("search/suggest/", suggest, name="suggest"),
    path("a/<id:pk>", article, name="short"),
    path("article/<id:pk>/", article),
    path("article/<id:pk>/<str:slug>/", article, name="article"),
    path("card/<id:pk>-<card_key:key>.jpg", card, name="card"),
    path("sitemap.xml", sitemap_index, name="sitemap_index"),
    path("sitemap/<sitemap_name:name>.xml", sitemap, name="sitemap"),
    path("news-sitemap.xml", news_sitemap, name="news_sitemap"),
    path("robots.txt", robots, name="robots"),
    path("opensearch.xml", opensearch, name="opensearch"),
    path("section/<str:slug>/", section, name="section"),
    path("keyword/<str:slug>/feed.rss", keyword_feed, name="keyword_feed"),
    path("keyword/<str:slug>/", keyword, name="keyword"),
    path("source/<str:slug>/", source, name="source"),
    path("author/<str:slug>/", author, name="author"),
    path("preview/<str:token>/", preview, name="preview"),
]
