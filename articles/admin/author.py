from django.contrib import admin

from articles.admin.addresses import AddressedForm
from articles.admin.library import HasPicture
from articles.models import Author


@admin.register(Author)
class AuthorAdmin(HasPicture, admin.ModelAdmin):
    form = AddressedForm
    list_display = ("name", "position")
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("name",)
    autocomplete_fields = ("photo",)
    fields = ("name", "position", "bio", "photo", "slug")
