from django.contrib import admin

from articles.admin.spelt import SpeltAdmin
from articles.models import Source


@admin.register(Source)
class SourceAdmin(SpeltAdmin):
    list_display = ("name", "kind", "spellings", "country", "licence")
    list_filter = ("kind",)
    list_per_page = 50
    show_full_result_count = False
    autocomplete_fields = ("logo",)
    fields = (
        ("name", "kind"),
        "other_spellings",
        "home_page",
        "country",
        "logo",
        "licence",
        "attribution",
        "about",
        "slug",
    )
