from django.contrib import admin

from articles.admin.spelt import SpeltAdmin
from articles.models import Keyword


@admin.register(Keyword)
class KeywordAdmin(SpeltAdmin):
    list_display = ("name", "spellings", "slug")
    list_per_page = 50
    show_full_result_count = False
    fields = ("name", "other_spellings", "slug", "introduction")
