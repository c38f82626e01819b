from typing import Any, cast

from django.contrib import admin
from django.db.models import Case, QuerySet, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from articles.admin.acts import Acts
from articles.admin.checks import ChecksBeforePublication
from articles.admin.choices import KnownChoiceField, KnownRowsInline, PromptingSelect
from articles.admin.filters import (
    BoardFilter,
    CreditFilter,
    SaverFilter,
    SourceFilter,
    StateFilter,
    WriterFilter,
)
from articles.admin.forms import CHOSEN, ArticleForm
from articles.admin.history import History
from articles.admin.library import ChoosesPhotos, PhotoSelect
from articles.admin.making import MakesDrafts
from articles.admin.moments import KnowsMoments
from articles.admin.notes import HasNotes, notes_context
from articles.admin.paginator import BoundedPaginator
from articles.admin.preview import Previews
from articles.admin.preview_links import PreviewLinks
from articles.admin.recording import Recordings
from articles.admin.related import ComputedInline, ReadAlsoInline, SimilarInline
from articles.admin.saved_filters import SavedFilters
from articles.admin.saving import SavesThroughWorkflow
from articles.admin.source_rules import ShowsSourceRules
from articles.admin.suggestions import SuggestsKeywords
from articles.admin.working_copy import KeepsWorkingCopies
from articles.front.permissions import may_arrange
from articles.models import Article, Byline
from articles.models.status import State
from articles.querysets import ArticleQuerySet
from articles.reading.counts import reads_of
from articles.search.desk import desk_search
from articles.search.engine import MOST
from articles.similar.copies import copies_of
from articles.times import in_words
from articles.workflow.boards import Board
from articles.workflow.permissions import may_edit

_BY_PUBLICATION = (Board.SCHEDULED, Board.LATE, Board.TODAY)
_OUT = (State.PUBLISHED, State.EXPIRED)


class BylineInline(KnownRowsInline):
    model = Byline
    fields = ("position", "author", "role")
    autocomplete_fields = ("author",)
    extra = 0
    classes = ("ordered",)
    verbose_name_plural = _("الكتّاب")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Byline]:
        return super().get_queryset(request).select_related("author")


@admin.register(Article)
class ArticleAdmin(  # type: ignore[misc]
    KeepsWorkingCopies,
    Acts,
    History,
    Previews,
    ChecksBeforePublication,
    PreviewLinks,
    Recordings,
    SavesThroughWorkflow,
    SuggestsKeywords,
    SavedFilters,
    HasNotes,
    MakesDrafts,
    ShowsSourceRules,
    ChoosesPhotos,
    KnowsMoments,
    admin.ModelAdmin,
):
    form = ArticleForm
    inlines = (BylineInline, ReadAlsoInline, SimilarInline, ComputedInline)
    autocomplete_fields = ("source", "lead_photo")
    readonly_fields = ("state", "reads", "saved", "copies", "corrections", "source_rules")
    fieldsets = (
        (None, {"fields": ("base_version", "form_key", "kicker", "headline", "lede", "body")}),
        (
            _("النشر"),
            {
                "classes": ("side",),
                "fields": (
                    "state",
                    "published_at",
                    "embargo_until",
                    "expires_at",
                    "significant_update_at",
                    "corrections",
                    "reads",
                ),
            },
        ),
        (_("مكانه"), {"classes": ("side",), "fields": ("section", "keywords", "lead_photo")}),
        (
            _("المصدر"),
            {
                "classes": ("side",),
                "fields": (
                    *("source", "source_rules", "source_url", "source_published_at"),
                    *("canonical_url", "copies"),
                ),
            },
        ),
        (
            _("القوائم والرابط"),
            {"fields": ("short_headline", "slug", "note", "saved")},
        ),
    )
    list_display = ("title", "state", "place", "appears", "words", "saved")
    list_display_links = ("title",)
    # Each of these walks an index; by its other columns the whole archive would have to be sorted.
    sortable_by = ("appears", "saved")
    list_filter = (
        *(BoardFilter, StateFilter, "section", SourceFilter),
        *(WriterFilter, SaverFilter, CreditFilter, "published_at", "updated_at"),
    )
    paginator = BoundedPaginator
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # they count the archive once for each choice
    ordering = ("-updated_at", "-pk")
    search_fields = ("headline",)  # shows the box; get_search_results asks the search
    search_help_text = _("كلمات من العنوان أو النص بأي تهجئة، «عبارة بعينها»، أو رقم الخبر.")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        """With what the list names, and the source whose rules the form tells."""
        return super().get_queryset(request).select_related("section", "source", "updated_by")

    class Media:
        css = {
            "all": tuple(
                f"css/{name}.css"
                for name in ("desk", "form", "checks", "preview-desk", "lists", "sources", "library")
            )
        }
        js = (
            # Before the editing area, whose plugin uses it
            *("js/library/upload.js", "js/library/dialog.js", "js/library/picker.js"),
            *("js/keywords.js", "js/suggested.js", "js/ordered.js", "js/preview-pane.js", "js/notes.js"),
            *(
                f"js/form/{name}.js"
                for name in (
                    "draft",  # before those that use it
                    *(
                        "autosave",
                        "checks",
                        "counts",
                        "errors",
                        "guard",
                        "labels",
                        "paste",
                        "places",
                        "previews",
                        "source-rules",
                    ),
                    "shortcuts",
                )
            ),
        )

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """By the time that is filtered by, else what was saved last: either way along an index."""
        asked = request.GET
        if "o" in asked:
            return ("-pk",) if asked["o"].startswith("-") else ("pk",)  # behind the chosen column
        if asked.get("state") == State.EXPIRED:
            return ("-expires_at", "-pk")
        if asked.get("state") == State.SCHEDULED or asked.get("desk") in _BY_PUBLICATION:
            return ("published_at", "pk")
        dated = any(name.startswith("published_at__") for name in asked)
        return ("-published_at", "-pk") if dated else self.ordering

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """What readers' search finds, in every state, best first; or by number. Autocompletes ask too."""
        queryset = queryset.defer("body", "lede")
        term = search_term.strip()
        if not term:
            return queryset, False
        pks = desk_search(term, cast(ArticleQuerySet, queryset))
        found = queryset.filter(pk__in=pks)
        if "o" not in request.GET:  # no column was chosen to sort by
            found = found.order_by(Case(*(When(pk=pk, then=n) for n, pk in enumerate(pks)), default=MOST))
        return found, False

    # --- Who may ---------------------------------------------------------------------------------------

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        may = super().has_change_permission(request, obj)
        return may and (obj is None or may_edit(request.user, obj))

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in CHOSEN:
            kwargs["form_class"] = KnownChoiceField
        if db_field.name in self.autocomplete_fields:
            select = PhotoSelect if db_field.name == "lead_photo" else PromptingSelect
            kwargs["widget"] = select(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A story that readers have seen keeps its time."""
        fields = super().get_readonly_fields(request, obj)
        return (*fields, "published_at") if obj and obj.state in _OUT else fields

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        article = kwargs.get("obj")
        new = Article(created_by_id=request.user.pk)
        context |= {"acts": self.acts_for(request.user, article or new)}
        if article:
            context |= notes_context(article) | {"may_duplicate": self.has_add_permission(request)}
        return super().render_change_form(request, context, *args, **kwargs)

    # --- What it shows ---------------------------------------------------------------------------------

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """Only for what readers can see."""
        return obj.get_absolute_url() if obj and obj.is_published else None

    @admin.display(description=_("العنوان"))
    def title(self, article: Article) -> str:
        return article.headline

    def get_list_display(self, request: HttpRequest) -> Any:
        """With the way to the front page for who arranges it."""
        shown = super().get_list_display(request)
        return (*shown, "to_front") if may_arrange(request.user, None) else shown

    @admin.display(description=_("الصفحة الأولى"))
    def to_front(self, article: Article) -> SafeString:
        words = '<a href="{}?q={}">{}<span class="visually-hidden"> {}</span></a>'
        which = _("الخبر %(number)d") % {"number": article.pk}
        return format_html(
            words, reverse("admin:articles_front_changelist"), article.pk, _("ضعه فيها"), which
        )

    @admin.display(description=_("الحالة"))
    def state(self, article: Article) -> SafeString:
        """The state as a word and a colour; a published story may still wait for its minute or be past it."""
        state = article.state
        return format_html('<span class="state state-{}">{}</span>', state.value, state.label)

    @admin.display(description=_("القسم والمصدر"))
    def place(self, article: Article) -> SafeString:
        return format_html("{}<br><small>{}</small>", article.section, article.source)

    @admin.display(description=_("موعد النشر"), ordering="published_at")
    def appears(self, article: Article) -> SafeString | str:
        if not article.published_at:
            return "—"
        at = timezone.localtime(article.published_at)
        return format_html("{}<br><small>{}</small>", date_format(at, "j F Y"), date_format(at, "H:i"))

    @admin.display(description=_("الكلمات"))
    def words(self, article: Article) -> SafeString:
        """How many, and how long readers take for them."""
        minutes = _("قراءة %(minutes)d د") % {"minutes": article.minutes_to_read}
        return format_html("{}<br><small>{}</small>", article.word_count, minutes)

    @admin.display(description=_("تصويبات"))
    def corrections(self, article: Article) -> SafeString | str:
        """What readers were told about it."""
        rows = article.corrections.all() if article.pk else []
        said = [(row.get_kind_display(), in_words(row.issued_at), row.text) for row in rows]
        return format_html_join(mark_safe("<br>"), "<strong>{}</strong> {}<br>{}", said) or "—"

    @admin.display(description=_("القراءات"))
    def reads(self, article: Article) -> str:
        """How often it was read; counted on its page, so there is none before it is out."""
        if not article.pk:
            return "—"
        day, week, month = reads_of(article.pk, (1, 7, 30))
        said = {"day": day, "week": week, "month": month}
        return _("%(day)d في 24 ساعة، %(week)d في 7 أيام، %(month)d في 30 يومًا") % said

    @admin.display(description=_("نُشر أيضاً في"))
    def copies(self, article: Article) -> SafeString | str:
        """Other articles with half of this text or more: how much of it, and whose."""
        shares = dict(copies_of([article.pk])[article.pk]) if article.pk else {}
        rows = Article.objects.filter(pk__in=shares).select_related("source").defer("body", "lede")
        lines = [
            (
                _("%(share)d %% كما في هذا الخبر") % {"share": round(100 * shares[row.pk])},
                reverse("admin:articles_article_change", args=[row.pk]),
                row.headline,
                row.source.name,
            )
            for row in sorted(rows, key=lambda row: -shares[row.pk])
        ]
        return format_html_join(mark_safe("<br>"), '{}: <a href="{}">{}</a> ({})', lines) or "—"

    @admin.display(description=_("آخر حفظ"), ordering="updated_at")
    def saved(self, article: Article) -> str:
        if not article.pk:
            return "—"
        at = date_format(timezone.localtime(article.updated_at), "j F Y، H:i")
        return f"{at} · {article.updated_by}" if article.updated_by_id else at
