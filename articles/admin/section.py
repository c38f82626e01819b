from django.contrib import admin

from articles.admin.addresses import AddressedForm
from articles.models import Section


@admin.register(Section)
class SectionAdmin(admin.ModelAdmin):
    form = AddressedForm
    list_display = ("name", "parent", "position")
    list_editable = ("position",)
    list_select_related = ("parent",)
    search_fields = ("name",)
    fields = ("name", "parent", "description", "position", "is_opinion", "slug")
