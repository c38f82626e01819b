from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.library import PhotoLibrary
from articles.admin.paginator import BoundedPaginator
from articles.admin.photo_filters import FILTERS
from articles.media.images import ImageError, check_image
from articles.models import Photo


class PhotoForm(forms.ModelForm):
    upload = forms.FileField(
        label=_("ملف الصورة"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/avif"}),
        help_text=_("JPEG أو PNG أو WebP أو AVIF، حتى 20 ميغابايت. تُحذف بيانات الكاميرا والمكان منها."),
    )

    class Meta:
        model = Photo
        fields = ("upload", "alt", "caption", "credit", "focal_x", "focal_y")

    def clean_upload(self) -> Any:
        """The picture checked and re-encoded (a CheckedImage), or None to keep the one that is there."""
        upload = self.cleaned_data["upload"]
        if upload is None:
            if self.instance.pk is None:
                raise forms.ValidationError(_("اختر ملف صورة."), code="required")
            return None
        try:
            return check_image(upload.file, upload.name, upload.size)
        except ImageError as error:
            raise forms.ValidationError(str(error)) from error


@admin.register(Photo)
class PhotoAdmin(PhotoLibrary, admin.ModelAdmin):  # type: ignore[misc]
    form = PhotoForm
    list_filter = FILTERS
    list_per_page = 30
    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = None  # the grid has nothing to tick
    search_fields = ("alt",)  # shows the box; get_search_results asks for folded words
    search_help_text = _("كلمات من النص البديل أو التعليق أو الحقوق، بأي تهجئة.")
    fields = ("preview", "upload", "alt", "caption", "credit", ("focal_x", "focal_y"))
    readonly_fields = ("preview",)

    class Media:
        css = {"all": ("css/desk.css", "css/library.css")}
        js = ("js/library/upload.js", "js/library/focal.js")

    def save_model(self, request: HttpRequest, obj: Photo, form: Any, change: bool) -> None:
        obj.store(form.cleaned_data["upload"])

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[QuerySet[Photo], bool]:
        """By the words of a photo, folded. Autocompletes ask, too."""
        return queryset.found_by(search_term), False

    @admin.display(description=_("الصورة"))
    def preview(self, photo: Photo) -> SafeString | str:
        """All of it; static/js/library/focal.js lets one point at where its cuts are to be."""
        if not photo.pk:
            return "—"
        return format_html(
            '<img class="desk-preview" src="{}" alt="{}" width="{}" height="{}" data-focal>',
            photo.picture.url,
            photo.alt,
            photo.width,
            photo.height,
        )
