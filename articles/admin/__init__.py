"""The desk: what editors see of each model."""

from articles.admin import article, author, keyword, photo, section, source

__all__ = ["article", "author", "keyword", "photo", "section", "source"]
