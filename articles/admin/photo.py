from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.library import PhotoLibrary, said_to_be_over
from articles.admin.moments import KnowsMoments
from articles.admin.paginator import BoundedPaginator
from articles.admin.photo_filters import FILTERS
from articles.media.decoding import ImageError
from articles.media.images import CheckedImage, check_image
from articles.models import Photo
from articles.models.photo import NotStored, PhotoQuerySet
from articles.photos.uses import uses_of

# What the file of a picture may say in the editor's place; what is to be seen only an editor says.
_FROM_FILE = ("caption", "credit")
_USE = '<li>{}: <a href="{}">{}</a> ({})</li>'


class PhotoForm(forms.ModelForm):
    upload = forms.FileField(
        label=_("ملف الصورة"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/avif"}),
        help_text=_("JPEG أو PNG أو WebP أو AVIF، حتى 20 ميغابايت. تُحذف بيانات الكاميرا والمكان منها."),
    )

    class Meta:
        model = Photo
        fields = ("upload", "alt", "caption", "credit", "licence", "rights_expire_at", "focal_x", "focal_y")

    refusal = ""  # why the storage did not take the picture

    def clean_upload(self) -> Any:
        """The picture checked and re-encoded (a CheckedImage), or None to keep the one that is there."""
        if self.refusal:
            raise forms.ValidationError(self.refusal)
        upload = self.cleaned_data["upload"]
        if upload is None:
            if self.instance.pk is None:
                raise forms.ValidationError(_("اختر ملف صورة."), code="required")
            return None
        try:
            return check_image(upload.file, upload.name, upload.size)
        except ImageError as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """What was left empty is as the file of the picture says it, where it does."""
        given = super().clean() or {}
        if image := given.get("upload"):
            for name in _FROM_FILE:
                given[name] = given.get(name) or getattr(image.suggestions, name)
        return given


@admin.register(Photo)
class PhotoAdmin(PhotoLibrary, KnowsMoments, admin.ModelAdmin):  # type: ignore[misc]
    form = PhotoForm
    list_filter = FILTERS
    list_per_page = 30
    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = None  # the grid has nothing to tick
    search_fields = ("alt", "caption", "credit")
    search_help_text = _("كلمات من النص البديل أو التعليق أو الحقوق، بأي تهجئة.")
    fieldsets = (
        (None, {"fields": ("preview", "upload", "alt", "caption", "credit")}),
        (_("الحقوق"), {"fields": ("licence", "rights_expire_at")}),
        (_("القص"), {"fields": (("focal_x", "focal_y"),)}),
        (_("عنها"), {"fields": ("uses", "facts")}),
    )
    readonly_fields = ("preview", "uses", "facts")

    class Media:
        css = {"all": ("css/desk.css", "css/library.css")}
        js = ("js/library/upload.js", "js/library/focal.js")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Photo], search_term: str
    ) -> tuple[QuerySet[Photo], bool]:
        """In any spelling; of words that many have, reading no further than the page goes."""
        return cast(PhotoQuerySet, queryset).found_by(search_term), False

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Where the storage does not take the picture, the form comes again with all that was typed."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except NotStored as error:
            request.refusal = str(error)  # type: ignore[attr-defined]
            return super().changeform_view(request, *args, **kwargs)

    def get_form(
        self, request: HttpRequest, obj: Photo | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        form.refusal = getattr(request, "refusal", "")  # type: ignore[attr-defined]
        return form

    def save_model(self, request: HttpRequest, obj: Photo, form: Any, change: bool) -> None:
        image: CheckedImage | None = form.cleaned_data["upload"]
        if not change:
            obj.uploaded_by = request.user  # type: ignore[assignment]
        obj.store(image)
        if image and (alike := [photo for photo in Photo.like(image) if photo.pk != obj.pk]):
            links = format_html_join(
                "، ", '<a href="{}">{}</a>', ((_address(one), one.alt) for one in alike[:3])
            )
            self.message_user(
                request,
                format_html("{} {}", _("في المكتبة صورة تشبهها، فلعلها هي:"), links),
                messages.WARNING,
            )

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        """A photo that is used stays; its page says where it is used."""
        photo = self.get_object(request, object_id)
        if photo and uses_of(photo, most=1):
            self.message_user(
                request,
                _("لا تُحذف صورة مستعملة. أزلها أولًا من المواضع المذكورة تحت «أين تُستعمل»."),
                messages.ERROR,
            )
            return redirect(_address(photo))
        return super().delete_view(request, object_id, extra_context)

    @admin.display(description=_("أين تُستعمل"))
    def uses(self, photo: Photo) -> SafeString | str:
        if not photo.pk or not (uses := uses_of(photo)):
            return gettext("لا تُستعمل في شيء.")
        rows = ((use.kind, use.desk_url, use.thing, use.field) for use in uses)
        return format_html('<ul class="photo-uses">{}</ul>', format_html_join("", _USE, rows))

    @admin.display(description=_("الملف"))
    def facts(self, photo: Photo) -> str:
        size = filesizeformat(photo.file_size) if photo.file_size else ""
        return "، ".join(
            filter(None, (f"{photo.width} × {photo.height}", size, str(photo.uploaded_by or "")))
        )

    @admin.display(description=_("الصورة"))
    def preview(self, photo: Photo) -> SafeString | str:
        """All of it; static/js/library/focal.js lets one point at where its cuts are to be."""
        if not photo.pk:
            return "—"
        end: Any = photo.rights_expire_at
        return format_html(
            '{}<img class="desk-preview" src="{}" alt="{}" width="{}" height="{}" data-focal>',
            format_html("<p>{}</p>", said_to_be_over(end)) if photo.is_over else "",
            photo.picture.url,
            photo.alt,
            photo.width,
            photo.height,
        )


def _address(photo: Photo) -> str:
    return reverse("admin:articles_photo_change", args=[photo.pk])
