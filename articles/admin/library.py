"""The photo library on the desk: a grid of pictures, and the addresses that its scripts ask.

Every page with those scripts has parts/library.html, which names the addresses.
"""

from __future__ import annotations

from datetime import datetime
from typing import IO, Any, ClassVar, cast

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms import DateTimeField, Media
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.admin.answers import SIGNED_OUT, asked_by_script, refusal
from articles.admin.choices import PromptingSelect
from articles.library import uploads
from articles.media.decoding import ImageError
from articles.models import Photo, PhotoUpload
from articles.models.photo import NotStored
from articles.times import check_meant, in_words, zone_in_words

# As the fields of Photo: the scripts' inputs have the same bounds.
LENGTHS: dict[str, int] = {name: cast(Any, Photo._meta.get_field(name)).max_length for name in uploads.WORDS}
_END = DateTimeField(required=False, validators=[check_meant])


def photo_json(photo: Photo) -> dict[str, Any]:
    """What the scripts show of a photo."""
    return {
        "id": photo.pk,
        "alt": photo.alt,
        "caption": photo.caption,
        "credit": photo.credit,
        "thumbnail": photo.picture.thumbnail_url,
        "isOver": photo.is_over,
    }


def upload_json(upload: PhotoUpload) -> dict[str, Any]:
    """What the scripts show of a picture that waits for its words."""
    return {
        "id": upload.pk,
        "name": upload.file_name,
        "thumbnail": upload.picture.url,
        "words": {name: upload.suggestions.get(name, "") for name in uploads.WORDS},
    }


def said_to_be_over(end: datetime) -> SafeString:
    """That the rights of a photo ended then, and what that means."""
    said = _("انتهت حقوقها في %(at)s: لا يراها القراء في أي صفحة.") % {"at": in_words(end)}
    return format_html('<strong class="photo-lack">{}</strong>', said)


def library_context(request: HttpRequest) -> dict[str, Any]:
    """What parts/library.html wants; no query."""
    user: Any = request.user
    return {
        "may_upload": user.has_perm("articles.add_photo"),
        "lengths": LENGTHS,
        "zone_in_words": zone_in_words(),
    }


class ChoosesPhotos:
    """For the admin of articles: the form of who may write has the dialog that chooses from the library."""

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        user: Any = request.user
        if "working_copy" in context and user.has_perm("articles.view_photo"):
            context["library"] = library_context(request)
        article, field = kwargs.get("obj"), context["adminform"].form.fields.get("lead_photo")
        if article and field and article.lead_photo and article.lead_photo.is_over:
            field.help_text = said_to_be_over(article.lead_photo.rights_expire_at)
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]


class PhotoSelect(PromptingSelect):
    """A box that finds a photo by its words; static/js/library/picker.js shows it and opens the library."""

    def build_attrs(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().build_attrs(*args, **kwargs), "data-library": ""}


class HasPicture:
    """For the admin of what has one picture: its form chooses it as that of a story its lead photo."""

    admin_site: Any
    autocomplete_fields: ClassVar[Any]
    change_form_template: ClassVar[Any] = "admin/articles/photo/picking_form.html"

    @property
    def media(self) -> Media:
        scripts = [f"js/library/{name}.js" for name in ("upload", "dialog", "picker")]
        base: Media = super().media  # type: ignore[misc]
        return base + Media(css={"all": ["css/library.css"]}, js=scripts)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.autocomplete_fields:
            kwargs["widget"] = PhotoSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        user: Any = request.user
        if user.has_perm("articles.view_photo"):
            context["library"] = library_context(request)
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]


class PhotoLibrary:
    """For the admin of photos. static/js/library/ is the other half."""

    admin_site: Any
    change_list_template = "admin/articles/photo/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        site = self.admin_site
        own = [
            path("choices/", site.admin_view(self.choices_view), name="articles_photo_choices"),
            path("waiting/", site.admin_view(self.waiting_view), name="articles_photo_waiting"),
            path("upload/", asked_by_script(self.upload_view), name="articles_photo_upload"),
            path("upload/<int:pk>/", asked_by_script(self.describe_view), name="articles_photo_describe"),
            path(
                "upload/<int:pk>/give-up/", asked_by_script(self.give_up_view), name="articles_photo_give_up"
            ),
            path(
                "<int:pk>/thumbnail/", site.admin_view(self.thumbnail_view), name="articles_photo_thumbnail"
            ),
        ]
        return [*own, *super().get_urls()]  # type: ignore[misc]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        context = {"title": _("مكتبة الصور"), "library": library_context(request), **(extra_context or {})}
        return super().changelist_view(request, context)  # type: ignore[misc]

    # --- What the scripts ask --------------------------------------------------------------------------

    def choices_view(self, request: HttpRequest) -> HttpResponse:
        """A page of the library as JSON, searched and filtered by the parameters of the list itself."""
        if not self.has_view_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        try:
            page = self.get_changelist_instance(request)  # type: ignore[attr-defined]
        except IncorrectLookupParameters:
            return refusal(400, _("لا يُبحث بهذه الشروط. أزلها، ثم ابحث من جديد."))
        last = page.page_num >= page.paginator.num_pages
        return JsonResponse(
            {
                "photos": [photo_json(photo) for photo in page.result_list],
                "next": None if last else page.page_num + 1,
            }
        )

    def waiting_view(self, request: HttpRequest) -> HttpResponse:
        """What this person sent and has not described yet."""
        waiting = uploads.waiting(request.user) if self.has_add_permission(request) else ()  # type: ignore[attr-defined]
        return JsonResponse({"uploads": [upload_json(one) for one in waiting]})

    def upload_view(self, request: HttpRequest) -> HttpResponse:
        """Take in the one file of the request, `file`: 201 with it, or 4xx with a `message`."""
        file = request.FILES.get("file")
        if not isinstance(file, UploadedFile) or file.file is None:
            return self._may_write(request) or refusal(400, _("لم يصل ملف. اختره وارفعه من جديد."))
        content, name, size = cast(IO[bytes], file.file), file.name or "", file.size or 0

        def take_in() -> HttpResponse:
            upload, like = uploads.take_in(content, name, size, request.user)
            return JsonResponse(
                {**upload_json(upload), "like": [photo_json(photo) for photo in like]}, status=201
            )

        return self._answer(request, take_in)

    def describe_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make a photo of what waits, with its words and the end of its rights."""
        words = {name: request.POST.get(name, "").strip() for name in uploads.WORDS}
        for name, most in LENGTHS.items():
            if len(words[name]) > most:
                label = Photo._meta.get_field(name).verbose_name  # type: ignore[union-attr]
                return refusal(400, _("«%(label)s» أطول من %(most)d حرفًا.") % {"label": label, "most": most})
        try:
            end = _END.clean(request.POST.get("rights_expire_at", ""))
        except ValidationError as error:
            label = Photo._meta.get_field("rights_expire_at").verbose_name
            return refusal(400, f"{label}: {' '.join(error.messages)}")

        def describe() -> HttpResponse:
            return JsonResponse(photo_json(uploads.describe(pk, request.user, words, end)), status=201)

        return self._answer(request, describe)

    def give_up_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Throw away what waits; that it was gone already is no fault."""
        return self._answer(request, lambda: JsonResponse({"gone": uploads.give_up(pk, request.user)}))

    def thumbnail_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """To a small picture of a photo, for the editing area, which knows only its number."""
        return require_safe(self._thumbnail)(request, pk)

    def _thumbnail(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        if not self.has_view_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        photo = Photo.objects.filter(pk=pk).first()
        if photo is None:
            raise Http404("no such photo")
        return redirect(photo.picture.card().src)

    def _answer(self, request: HttpRequest, act: Any) -> HttpResponse:
        """What `act` answers, or why it does not, for the editor."""
        if refused := self._may_write(request):
            return refused
        try:
            return act()
        except PermissionDenied as error:
            return refusal(403, error)
        except (ImageError, uploads.Refused) as error:
            return refusal(400, error)
        except NotStored as error:
            return refusal(503, error)

    def _may_write(self, request: HttpRequest) -> HttpResponse | None:
        return None if self.admin_site.has_permission(request) else refusal(401, SIGNED_OUT)
