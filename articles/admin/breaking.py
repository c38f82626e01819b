"""Breaking news at the desk: announced, changed and ended by the acts (articles/workflow/breaking.py)."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, BreakingNews
from articles.times import in_words
from articles.workflow import breaking
from articles.workflow.acts import Refused
from articles.workflow.breaking import Lasts


class BreakingForm(forms.ModelForm):
    lasts = forms.TypedChoiceField(
        label=gettext_lazy("يبقى"),
        choices=Lasts.choices,
        coerce=lambda value: Lasts(int(value)) if value else None,
        empty_value=None,
        initial=Lasts.TWO_HOURS,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("ثم يختفي من نفسه."),
    )

    class Meta:
        model = BreakingNews
        fields = ("text", "article")
        widgets: ClassVar = {"text": AdminTextareaWidget(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lasts: Any = self.fields.get("lasts")  # it is not for who may only read
        if self.instance.pk and lasts:
            lasts.required = False
            longer = [(value, _("%s من الآن") % label) for value, label in Lasts.choices]
            lasts.choices = [("", _("كما هو")), *longer]
            self.initial["lasts"] = ""

    def clean(self) -> None:
        """What the act would refuse, said here: so what was typed stays."""
        super().clean()
        if not self.errors:
            try:
                breaking.check(self.cleaned_data["text"], self.cleaned_data["article"], self.instance.pk)
            except Refused as refusal:
                raise ValidationError(str(refusal)) from refusal


@admin.register(BreakingNews)
class BreakingAdmin(admin.ModelAdmin):
    form = BreakingForm
    fields = ("text", "article", "lasts", "when", "made_by", "ended_by")
    readonly_fields = ("when", "made_by", "ended_by")
    list_display = ("text", "when", "made_by", "ended_by")
    list_select_related = ("article", "made_by", "ended_by")
    list_per_page = 50
    show_full_result_count = False
    autocomplete_fields = ("article",)
    actions = None

    def get_fields(self, request: HttpRequest, obj: BreakingNews | None = None) -> Any:
        """The time that it lasts is asked of who may say it; who is told of is told once it runs."""
        asked = ("text", "article")
        if obj is None:
            return (*asked, "lasts")
        lasts = ("lasts",) if self.has_change_permission(request, obj) else ()
        return (*asked, *lasts, "when", "made_by", *(("ended_by",) if obj.ended_by_id else ()))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return breaking.may_announce(request.user)

    def has_change_permission(self, request: HttpRequest, obj: BreakingNews | None = None) -> bool:
        if obj is None:
            return breaking.may_announce(request.user)
        # A form that comes too late is answered with the reason.
        in_time = request.method == "POST" or obj.is_running_at(timezone.now())
        return in_time and breaking.may_announce(request.user, obj.article)

    def has_delete_permission(self, request: HttpRequest, obj: BreakingNews | None = None) -> bool:
        return False  # what readers were told stays on record

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Of an article (`?article=12`): its headline, which the editor makes a line of."""
        pk = request.GET.get("article", "")
        article = Article.objects.filter(pk=pk).first() if pk.isdecimal() and len(pk) < 19 else None
        if article is None:
            return {}
        limit = BreakingNews._meta.get_field("text").max_length
        return {"article": article, "text": (article.short_headline or article.headline)[:limit]}

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """«End it now» asks nothing of the rest of the form."""
        if not (request.method == "POST" and "_end" in request.POST and object_id):
            return super().changeform_view(request, object_id, *args, **kwargs)
        if (one := self.get_object(request, object_id)) is None:
            raise Http404("no such breaking news")
        try:
            breaking.end(one.pk, request.user)
            messages.success(request, _("أُنهي العاجل: لم يعد على الصفحات."))
        except Refused as refusal:
            messages.info(request, str(refusal))
        return redirect("admin:index")

    def save_model(self, request: HttpRequest, obj: BreakingNews, form: Any, change: bool) -> None:
        given = form.cleaned_data
        if change:
            breaking.change(obj.pk, request.user, given["text"], given["article"], given["lasts"])
        else:
            made = breaking.announce(request.user, given["text"], given["lasts"], given["article"])
            obj.pk, obj.ends_at = made.pk, made.ends_at

    @admin.display(description=_("مدته"), ordering="began_at")
    def when(self, breaking: BreakingNews) -> str:
        until = _("يُعرض حتى %s") if breaking.is_running_at(timezone.now()) else _("انتهى %s")
        return until % in_words(breaking.ends_at)
