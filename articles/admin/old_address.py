"""Addresses of a former system, at the desk."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.addresses import article_of
from articles.admin.paginator import BoundedPaginator
from articles.authority.old_addresses import led_to, local_address, old_among
from articles.models import Article, OldAddress
from articles.text.old_addresses import normal_address


class OldAddressForm(forms.ModelForm):
    class Meta:
        model = OldAddress
        fields = ("path", "article", "to")
        widgets: ClassVar[dict[str, Any]] = {
            name: AdminTextInputWidget(attrs={"dir": "ltr", "class": "vLargeTextField"})
            for name in ("path", "to")
        }

    def clean_path(self) -> str:
        """As it is looked up."""
        path = normal_address(self.cleaned_data["path"])
        if not path:
            raise ValidationError(_("ليس هذا عنوان صفحة. الصق رابطها القديم كاملًا."))
        return path

    def clean_to(self) -> str:
        """A path here. What leads out of the site is refused."""
        given: str = self.cleaned_data["to"]
        to = local_address(given)
        if given and not to:
            raise ValidationError(_("ليس هذا عنوانًا في هذا الموقع. الصق رابط صفحة منه."))
        return to

    def clean(self) -> dict[str, Any]:
        """The address of a story becomes the story. No circles, and no chains."""
        given = super().clean() or {}
        if self.errors:
            return given
        article: Article | None = given.get("article")
        if not article and (pk := article_of(given["to"])):
            article = Article.objects.filter(pk=pk).first()
            if not article:
                raise ValidationError({"to": _("لا خبر عندنا في هذا العنوان.")})
            given |= {"article": article, "to": ""}
        if not article and not given["to"]:
            raise ValidationError(_("اختر خبرًا أو اكتب عنوانًا."))
        if article and given["to"]:
            raise ValidationError(_("اختر خبرًا أو اكتب عنوانًا، لا كليهما."))
        self._refuse_chains(given["path"], given["to"] or str(article and article.get_absolute_url()))
        return given

    def _refuse_chains(self, path: str, to: str) -> None:
        end = normal_address(to)
        if end == path:
            raise ValidationError(_("يقود هذا العنوان إلى نفسه."))
        if old_among([end]):
            raise ValidationError(
                _("«%(to)s» نفسه عنوان قديم مسجّل هنا: اكتب العنوان الذي يقود إليه."), params={"to": end}
            )
        if led_to([path]):
            raise ValidationError(
                _("تقود عناوين قديمة أخرى إلى «%(path)s»: عدّلها لتقود إلى العنوان الأخير."),
                params={"path": path},
            )


@admin.register(OldAddress)
class OldAddressAdmin(admin.ModelAdmin):
    form = OldAddressForm
    fields = ("path", "article", "to")
    list_display = ("address", "leads_to")
    list_select_related = ("article",)
    list_per_page = 50
    paginator = BoundedPaginator
    show_full_result_count = False
    autocomplete_fields = ("article",)
    search_fields = ("path",)  # shows the box; get_search_results asks for it as it is stored
    search_help_text = gettext_lazy("أول العنوان القديم أو العنوان الجديد، أو الرابط كاملًا.")
    sortable_by = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[OldAddress]:
        return super().get_queryset(request).defer("article__body", "article__lede")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """By how it begins, on either side: so an index is walked, however many there are."""
        term = normal_address(search_term)
        if not search_term.strip():
            return queryset, False
        return queryset.filter(
            Q(path__startswith=term) | Q(to__startswith=term)
        ) if term else queryset.none(), False

    @admin.display(description=gettext_lazy("العنوان القديم"))
    def address(self, one: OldAddress) -> SafeString:
        return format_html('<span dir="ltr">{}</span>', one.path)

    @admin.display(description=gettext_lazy("يقود إلى"))
    def leads_to(self, one: OldAddress) -> SafeString:
        url = one.article.get_absolute_url() if one.article else one.to
        return format_html('<a href="{}" dir="auto">{}</a>', url, one.article or one.to)
