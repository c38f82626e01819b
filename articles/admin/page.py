"""Pages that editors write, at the desk."""

from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.admin.addresses import AddressedForm
from articles.admin.forms import BodyWidget
from articles.models import Page
from articles.text.html import clean_html, plain_text


class PageForm(AddressedForm):
    class Meta:
        model = Page
        fields = "__all__"
        widgets: ClassVar[dict[str, Any]] = {"body": BodyWidget()}

    def clean_body(self) -> str:
        """Cleaned already here, so that a body of markup alone is seen to be empty."""
        body = clean_html(self.cleaned_data["body"])
        if not plain_text(body):
            raise ValidationError(_("اكتب نص الصفحة."))
        return body


@admin.register(Page)
class PageAdmin(admin.ModelAdmin):
    form = PageForm
    list_display = ("name", "is_published", "in_footer", "position", "updated_at")
    list_editable = ("position",)
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("name",)
    fieldsets = (
        (None, {"fields": ("name", "body")}),
        (_("النشر"), {"fields": ("is_published", "in_footer", "position", "kind", "slug")}),
    )

    class Media:
        css = {"all": ("css/desk.css",)}

    def view_on_site(self, page: Page) -> str | None:
        """Only where readers see it."""
        return page.get_absolute_url() if page.is_published else None
