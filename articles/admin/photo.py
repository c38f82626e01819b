from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

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
class PhotoAdmin(admin.ModelAdmin):
    form = PhotoForm
    list_display = ("thumbnail", "alt", "credit", "created_at")
    list_display_links = ("thumbnail", "alt")
    list_per_page = 30
    show_full_result_count = False
    search_fields = ("alt", "caption", "credit")
    fields = ("preview", "upload", "alt", "caption", "credit", ("focal_x", "focal_y"))
    readonly_fields = ("preview",)

    def save_model(self, request: HttpRequest, obj: Photo, form: Any, change: bool) -> None:
        obj.store(form.cleaned_data["upload"])

    @admin.display(description=_("الصورة"))
    def thumbnail(self, photo: Photo) -> SafeString:
        return format_html(
            '<img class="desk-thumbnail" src="{}" alt="" width="96" height="54">', photo.picture.thumbnail_url
        )

    @admin.display(description=_("الصورة"))
    def preview(self, photo: Photo) -> SafeString | str:
        if not photo.pk:
            return "—"
        address = photo.picture.thumbnail_url
        return format_html('<img class="desk-preview" src="{}" alt="{}">', address, photo.alt)
