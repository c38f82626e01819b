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

from articles.admin.choices import KnownRowsInline
from articles.admin.forms import ArticleForm
from articles.admin.related import ComputedInline, ReadAlsoInline, SimilarInline
from articles.admin.suggestions import SuggestsKeywords
from articles.models import Article, Byline, Correction, RelatedArticle
from articles.models.article import Status
from articles.querysets import ArticleQuerySet
from articles.search.desk import desk_search
from articles.search.engine import MOST
from articles.similar.copies import copies_of


class BylineInline(KnownRowsInline):
    model = Byline
    fields = ("position", "author", "role")
    autocomplete_fields = ("author",)
    extra = 0
    classes = ("ordered",)
    verbose_name_plural = _("الكتّاب")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Byline]:
        return super().get_queryset(request).select_related("author")


class CorrectionInline(admin.StackedInline):
    model = Correction
    fields = ("kind", "text", "issued_at")
    extra = 0


@admin.register(Article)
class ArticleAdmin(SuggestsKeywords, admin.ModelAdmin):
    form = ArticleForm
    inlines = (BylineInline, ReadAlsoInline, SimilarInline, ComputedInline, CorrectionInline)
    autocomplete_fields = ("source", "lead_photo")
    readonly_fields = ("saved", "copies")
    fieldsets = (
        (None, {"fields": ("base_version", "kicker", "headline", "lede", "body")}),
        (
            _("النشر"),
            {
                "classes": ("side",),
                "fields": ("status", "published_at", "significant_update_at", "expires_at"),
            },
        ),
        (_("مكانه"), {"classes": ("side",), "fields": ("section", "keywords", "lead_photo")}),
        (_("المصدر"), {"classes": ("side",), "fields": ("source", "source_url", "canonical_url", "copies")}),
        (
            _("القوائم والرابط"),
            {"classes": ("side",), "fields": ("short_headline", "slug", "saved")},
        ),
    )
    list_display = ("title", "state", "section", "source", "published_at", "saved")
    list_display_links = ("title",)
    list_filter = ("status", "section", "source__kind", "published_at", "updated_at")
    list_select_related = ("section", "source", "updated_by")
    list_per_page = 50
    show_full_result_count = False
    ordering = ("-updated_at", "-pk")
    search_fields = ("headline",)  # shows the box; get_search_results asks the search
    search_help_text = _("كلمات من العنوان أو النص بأي تهجئة، «عبارة بعينها»، أو رقم الخبر.")

    class Media:
        css = {"all": ("css/desk.css",)}
        js = ("js/keywords.js", "js/suggested.js", "js/ordered.js")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        articles = super().get_queryset(request)
        match = request.resolver_match
        if request.method == "POST" and match and match.url_name == "articles_article_change":
            # Two people who save at once: the second waits here, then sees the first one's version.
            return articles.select_for_update(of=("self",))
        return articles

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """What readers' search finds, in every state, best first; or by number. Autocompletes ask too."""
        queryset = queryset.defer("body")
        term = search_term.strip()
        if not term:
            return queryset, False
        pks = desk_search(term, cast(ArticleQuerySet, queryset))
        found = queryset.filter(pk__in=pks)
        if "o" not in request.GET:  # no column was chosen to sort by
            found = found.order_by(Case(*(When(pk=pk, then=n) for n, pk in enumerate(pks)), default=MOST))
        return found, False

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"status": Status.DRAFT, **super().get_changeform_initial_data(request)}

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        if change:
            obj.version += 1
        else:
            obj.created_by = request.user  # type: ignore[assignment]
        obj.updated_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        if formset.model is Correction:
            for row in formset.forms:
                if row.has_changed() and row.instance.issued_by_id is None:
                    row.instance.issued_by = request.user
        super().save_formset(request, form, formset, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        RelatedArticle.objects.link_titles_of(form.instance)

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """Only for what readers can see."""
        return obj.get_absolute_url() if obj and obj.is_published else None

    @admin.display(description=_("العنوان"), ordering="headline")
    def title(self, article: Article) -> str:
        return article.headline

    @admin.display(description=_("الحالة"), ordering="status")
    def state(self, article: Article) -> SafeString:
        """The state as a word and a colour; a published story may still wait for its minute or be past it."""
        kind, word = article.status, str(article.get_status_display())
        if article.status == Status.PUBLISHED and not article.is_published:
            waits = article.is_yet_to_appear
            kind, word = ("scheduled", str(_("مجدول"))) if waits else ("expired", str(_("انتهى عرضه")))
        return format_html('<span class="state state-{}">{}</span>', kind, word)

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
