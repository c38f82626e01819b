"""The article's form: keywords as typed, and times at whole minutes."""

from typing import Any

from ckeditor.widgets import CKEditorWidget
from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from articles.admin.choices import KnownChoiceField
from articles.models import Article, Photo
from articles.models.keyword import join_keywords
from articles.text.figures import photos_in
from articles.text.html import ALLOWED_TAGS, clean_html
from articles.text.keywords import split_keywords
from articles.times import zone_in_words
from articles.workflow.content import TIMES
from articles.workflow.working_copies import new_key

MOST_KEYWORDS = 40
CHOSEN = ("section", "source", "lead_photo")


class KeywordsField(forms.CharField):
    """Keywords between commas of either script or on lines of their own; cleans to their names."""

    widget = AdminTextareaWidget

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) or value is None else join_keywords(value)

    def clean(self, value: Any) -> list[str]:
        names = split_keywords(super().clean(value))
        if len(names) > MOST_KEYWORDS:
            raise forms.ValidationError(
                _("كُتبت %(count)d كلمة دلالية؛ أبقِ %(most)d على الأكثر."),
                params={"count": len(names), "most": MOST_KEYWORDS},
            )
        for name in names:
            if len(name) > 100:
                raise forms.ValidationError(
                    _("«%(name)s…» أطول من 100 حرف. هل نسيت فاصلة؟"), params={"name": name[:30]}
                )
        return names

    def has_changed(self, initial: Any, data: Any) -> bool:
        return split_keywords(self.prepare_value(initial) or "") != split_keywords(data or "")


class BodyWidget(CKEditorWidget):
    """An editing area that holds what is kept of a body when it is stored, and nothing else."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.config["allowedContent"] = {
            tag: {"attributes": sorted(attributes)} for tag, attributes in ALLOWED_TAGS.items()
        }


class ArticleForm(forms.ModelForm):
    # Which version this form was filled from: what others saved since then is kept (workflow/saving.py).
    base_version = forms.IntegerField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}), required=False)
    # Which form this is: its working copy goes by it (workflow/working_copies.py).
    form_key = forms.CharField(
        widget=forms.HiddenInput(attrs={"autocomplete": "off"}), required=False, max_length=32
    )
    keywords = KeywordsField(
        label=_("كلمات دلالية"),
        required=False,
        widget=AdminTextareaWidget(attrs={"rows": 2, "data-keywords": "", "autocomplete": "off"}),
        help_text=_("تفصل بينها فاصلة «،» أو سطر جديد."),
    )
    note = forms.CharField(
        label=_("ما الذي تغيّر؟"),
        required=False,
        max_length=1000,
        widget=AdminTextareaWidget(attrs={"rows": 2}),
        help_text=_("سطر يبقى في تاريخ الخبر، إن شئت."),
    )
    # Why the workflow refused what this form held; the admin sets it for one request.
    refusal = ""
    # What a working copy holds, to be shown and not judged yet; the admin sets it for one request.
    copy: QueryDict | None = None

    class Meta:
        model = Article
        fields = "__all__"  # noqa: DJ007 - the admin's fieldsets name them
        widgets = {
            "headline": AdminTextareaWidget(attrs={"rows": 2}),
            "lede": AdminTextareaWidget(attrs={"rows": 4}),
            "body": BodyWidget(),
        }
        help_texts = {
            "body": _("بيت الشعر سطر في اقتباس، بين شطريه ثلاث نجوم: صدر *** عجز."),
        }

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(self.copy if data is None else data, *args, **kwargs)
        if data is None and self.copy is not None:
            self._errors = ErrorDict()
        self.initial["base_version"], self.initial["form_key"] = self.instance.version, new_key()
        self._know_what_came_along()
        for name in (*TIMES, "source_published_at"):
            if name in self.fields:
                self.fields[name].help_text = f"{self.fields[name].help_text} {zone_in_words()}".strip()

    def _know_what_came_along(self) -> None:
        """What was fetched with the article is not looked up once more, unless another is chosen."""
        for name in CHOSEN:
            field = self.fields.get(name)
            if isinstance(field, KnownChoiceField) and name in self.instance._state.fields_cache:
                field.known = getattr(self.instance, name)

    def _get_validation_exclusions(self) -> set[str]:
        """Not asked again: the fields of these have just looked up what was chosen."""
        return super()._get_validation_exclusions() | {*CHOSEN}  # type: ignore[misc]

    def validate_constraints(self) -> None:
        """Nothing to ask the database: Article.clean and save() see to each of its constraints."""

    def clean_body(self) -> str:
        """Cleaned already here, so that a body of markup alone is seen to be empty.

        A photo that is not in the library is said: readers would see nothing in its place.
        """
        body = clean_html(self.cleaned_data["body"])
        if photos := photos_in(body):
            gone = {*photos} - {*Photo.objects.filter(pk__in=photos).values_list("pk", flat=True)}
            if gone:
                numbers = "، ".join(map(str, sorted(gone)))
                raise forms.ValidationError(
                    _("في النص صور لم تعد في المكتبة (رقمها %(numbers)s): احذفها منه، أو ضع غيرها مكانها."),
                    params={"numbers": numbers},
                )
        return body

    def clean_published_at(self) -> Any:
        """A new time at its whole minute: that is when caches let go of the pages that lack it."""
        at = self.cleaned_data["published_at"]
        return at.replace(second=0, microsecond=0) if at and "published_at" in self.changed_data else at

    def clean(self) -> dict[str, Any]:
        if self.refusal:
            raise forms.ValidationError(self.refusal)
        return super().clean() or {}
