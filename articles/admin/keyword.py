from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from articles.admin.library import HasPicture
from articles.admin.merging import KeywordMergePage, may_merge, merge_path
from articles.admin.spelt import SpeltAdmin, SpeltForm
from articles.authority.acts import rename
from articles.authority.moves import Refused
from articles.authority.variants import Variant, variants_of, with_variants
from articles.models import Article, ArticleKeyword, Keyword

admin.site.unregister(Tag)  # taggit's own, which no story has


class UseFilter(admin.SimpleListFilter):
    title, parameter_name = _("الاستعمال"), "use"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("unused", _("غير مستعملة"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() != "unused":
            return queryset
        return queryset.filter(~Exists(ArticleKeyword.objects.filter(tag=OuterRef("pk"))))


class VariantsFilter(admin.SimpleListFilter):
    title, parameter_name = _("التهجئات"), "variants"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("probable", _("لها تهجئات محتملة"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return with_variants(queryset) if self.value() == "probable" else queryset


class KeywordList(ChangeList):
    """Counts and probable variants for the rows of one page, not for the whole list."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        pks = [keyword.pk for keyword in self.result_list]
        stories = Article.objects.published().filter(keyword_links__tag__in=pks).order_by()
        counts = stories.values_list("keyword_links__tag").annotate(count=Count("pk"))
        found, variants = dict(counts), variants_of(pks)
        for keyword in self.result_list:
            keyword.story_count = found.get(keyword.pk, 0)
            keyword.probable_variants = variants.get(keyword.pk, [])


@admin.register(Keyword)
class KeywordAdmin(HasPicture, SpeltAdmin):
    form = SpeltForm
    list_display = ("name", "stories", "probable", "spellings", "slug")
    list_filter = (UseFilter, VariantsFilter)
    list_per_page = 50
    show_full_result_count = False
    autocomplete_fields = ("photo",)
    readonly_fields = ("probable",)
    fields = ("name", "probable", "other_spellings", "slug", "introduction", "photo")
    actions = ("merge_selected",)

    class Media:
        css = {"all": ("css/desk.css",)}

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return KeywordList

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(KeywordMergePage())
        return [path("merge/", view, name="articles_keyword_merge"), *super().get_urls()]

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return may_merge(request)

    @admin.action(description=_("دمج كلمتين"), permissions=["merge"])
    def merge_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponseRedirect | None:
        """To the preview; which of the two stays is decided there."""
        pks = list(queryset.order_by("pk").values_list("pk", flat=True)[:3])
        if len(pks) > 2:
            self.message_user(request, _("اختر كلمتين لا أكثر."), messages.WARNING)
            return None
        return HttpResponseRedirect(merge_path("keyword", *pks))

    def save_model(self, request: HttpRequest, obj: Keyword, form: Any, change: bool) -> None:
        """A new name or address goes through the act, so that the old ones lead here and it can be undone."""
        changed = {"name", "slug"}.intersection(form.changed_data)
        if change and changed:
            wanted, slug = obj.name, obj.slug if "slug" in changed else ""
            before: Keyword = Keyword.objects.get(pk=obj.pk)
            try:
                act = rename(keyword=before, name=wanted, slug=slug, by=request.user)
            except Refused as refused:
                self.message_user(request, str(refused), messages.ERROR)
                obj.name, obj.slug = before.name, before.slug
            else:
                obj.name, obj.slug = act.new_name, act.moved["slug"]
                form.cleaned_data["other_spellings"].append(act.name)
        super().save_model(request, obj, form, change)

    @admin.display(description=_("أخبار منشورة"))
    def stories(self, keyword: Any) -> int:
        return keyword.story_count

    @admin.display(description=_("تهجئات محتملة"))
    def probable(self, keyword: Any) -> SafeString | str:
        if not keyword.pk:
            return "—"
        if not hasattr(keyword, "probable_variants"):
            keyword.probable_variants = variants_of([keyword.pk]).get(keyword.pk, [])
        variants: list[Variant] = keyword.probable_variants
        if not variants:
            return "—"
        rows = [(merge_path("keyword", keyword.pk, one.pk), one.name, one.label) for one in variants]
        items = format_html_join("", '<li><a href="{}">{}</a> <small>{}</small></li>', rows)
        return format_html('<ul class="probable-variants">{}</ul>', items)
