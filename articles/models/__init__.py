"""Everything that is news, one idea per file."""

from articles.models.article import Article
from articles.models.article_photo import ArticlePhoto
from articles.models.author import Author
from articles.models.authority import KeywordAct, Redirect, SourceAct, SpellingBlock, SpellingVariant
from articles.models.breaking import BreakingNews
from articles.models.byline import Byline
from articles.models.correction import Correction
from articles.models.derived import Profile, SketchHash, TermArticles, TermCount
from articles.models.front import Front, FrontAct, Pin, Zone
from articles.models.imported import ImportedPage
from articles.models.keyword import ArticleKeyword, Keyword, KeywordSpelling
from articles.models.membership import SectionMember
from articles.models.note import Note
from articles.models.old_address import OldAddress
from articles.models.page import Page
from articles.models.photo import Photo
from articles.models.preview import PreviewLink
from articles.models.reading import RankedArticle, Ranking, ReadCount
from articles.models.recording import Recording
from articles.models.related import RelatedArticle
from articles.models.revision import Revision
from articles.models.saved_filter import SavedFilter
from articles.models.search import SearchDocument, SearchWord
from articles.models.section import Section
from articles.models.silenced import SilencedFinding
from articles.models.source import Source, SourceName
from articles.models.upload import PhotoUpload
from articles.models.working_copy import WorkingCopy

__all__ = [
    "Article",
    "ArticleKeyword",
    "ArticlePhoto",
    "Author",
    "BreakingNews",
    "Byline",
    "Correction",
    "Front",
    "FrontAct",
    "ImportedPage",
    "Keyword",
    "KeywordAct",
    "KeywordSpelling",
    "Note",
    "OldAddress",
    "Page",
    "Photo",
    "PhotoUpload",
    "Pin",
    "PreviewLink",
    "Profile",
    "RankedArticle",
    "Ranking",
    "ReadCount",
    "Recording",
    "Redirect",
    "RelatedArticle",
    "Revision",
    "SavedFilter",
    "SearchDocument",
    "SearchWord",
    "Section",
    "SectionMember",
    "SilencedFinding",
    "SketchHash",
    "Source",
    "SourceAct",
    "SourceName",
    "SpellingBlock",
    "SpellingVariant",
    "TermArticles",
    "TermCount",
    "WorkingCopy",
    "Zone",
]
