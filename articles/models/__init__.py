"""Everything that is news, one idea per file."""

from articles.models.article import Article, Byline
from articles.models.author import Author
from articles.models.authority import KeywordAct, Redirect, SpellingBlock, SpellingVariant
from articles.models.correction import Correction
from articles.models.derived import Profile, SketchHash, TermArticles, TermCount
from articles.models.imported import ImportedPage
from articles.models.keyword import ArticleKeyword, Keyword, KeywordSpelling
from articles.models.photo import Photo
from articles.models.related import RelatedArticle
from articles.models.search import SearchDocument, SearchWord
from articles.models.section import Section
from articles.models.source import Source, SourceName

__all__ = [
    "Article",
    "ArticleKeyword",
    "Author",
    "Byline",
    "Correction",
    "ImportedPage",
    "Keyword",
    "KeywordAct",
    "KeywordSpelling",
    "Photo",
    "Profile",
    "Redirect",
    "RelatedArticle",
    "SearchDocument",
    "SearchWord",
    "Section",
    "SketchHash",
    "Source",
    "SourceName",
    "SpellingBlock",
    "SpellingVariant",
    "TermArticles",
    "TermCount",
]
