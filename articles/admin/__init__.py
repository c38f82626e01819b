"""The desk: what editors see of each model."""

from articles.admin import article, author, keyword, keyword_act, photo, section, source

__all__ = ["article", "author", "keyword", "keyword_act", "photo", "section", "source"]
