"""The report of sources on the desk: a period, a table, the same as CSV."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Source
from articles.times import check_meant, days_in_words
from articles.workflow.source_report import SourceRow, source_report

PERIODS = (7, 30, 365)  # days, today among them
# What spreadsheets would take for a formula
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class PeriodForm(forms.Form):
    """From the beginning of one day to the end of another, in the newsroom's zone."""

    since = forms.DateField(
        label=gettext_lazy("من يوم"),
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        validators=[check_meant],
    )
    until = forms.DateField(
        label=gettext_lazy("إلى يوم"),
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        validators=[check_meant],
    )

    def clean(self) -> dict[str, Any]:
        days = super().clean() or {}
        if "since" in days and "until" in days and days["since"] > days["until"]:
            raise forms.ValidationError(_("اليوم الأول بعد الأخير. بدّل بينهما."))
        return days

    @classmethod
    def of_days(cls, count: int) -> PeriodForm:
        """Filled in with the last `count` days."""
        today = timezone.localdate()
        return cls({"since": today - timedelta(days=count - 1), "until": today})


@dataclass(frozen=True, slots=True)
class Linked:
    """A row with the lists of articles, and of corrections, that it counts."""

    row: SourceRow
    stories: str
    corrections: str
    expired: str
    uncredited: str


def report_view(request: HttpRequest) -> HttpResponse:
    """?days=30, or ?since=2026-11-01&until=2026-11-26; with &format=csv as a file.

    For whoever edits others' stories.
    """
    user: Any = request.user
    if not user.has_perms(["articles.view_source", "articles.edit_others"]):
        raise PermissionDenied
    days = request.GET.get("days", "")
    count = int(days) if days in map(str, PERIODS) else None
    dated = "since" in request.GET or "until" in request.GET
    form = PeriodForm(request.GET) if dated else PeriodForm.of_days(count or PERIODS[1])
    rows: list[SourceRow] = []
    if form.is_valid():
        since, last = form.cleaned_data["since"], form.cleaned_data["until"]
        begins, ends = _midnight(since), _midnight(last + timedelta(days=1))
        rows = source_report(begins, ends)
        if request.GET.get("format") == "csv":
            return _csv(rows, f"sources-{since:%Y-%m-%d}-{last:%Y-%m-%d}.csv")
    linked = [_linked(row, begins, ends) for row in rows]
    context = {
        **admin.site.each_context(request),
        "title": _("تقرير المصادر"),
        "opts": Source._meta,
        "media": forms.Media(),
        "form": form,
        "rows": linked,
        "periods": [
            (days, days_in_words(days), not dated and days == (count or PERIODS[1])) for days in PERIODS
        ],
        "query": urlencode({name: form[name].value() or "" for name in form.fields}),
    }
    return TemplateResponse(request, "admin/articles/source/report.html", context)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), timezone.get_current_timezone())


def _linked(row: SourceRow, since: datetime, until: datetime) -> Linked:
    path = reverse("admin:articles_article_changelist")
    of: dict[str, Any] = {
        "source": row.pk,
        "published_at__gte": since.isoformat(),
        "published_at__lt": until.isoformat(),
    }
    out = {"status__exact": "published"}
    corrected = {f"article__{name}": value for name, value in {**of, **out}.items()}
    return Linked(
        row=row,
        stories=f"{path}?{urlencode({**of, **out})}",
        corrections=f"{reverse('admin:articles_correction_changelist')}?{urlencode(corrected)}",
        expired=f"{path}?{urlencode({**of, 'state': 'expired'})}",
        uncredited=f"{path}?{urlencode({**of, **out, 'credit': 'missing'})}",
    )


def _csv(rows: list[SourceRow], name: str) -> HttpResponse:
    """The table as a file that spreadsheets open with its Arabic whole, and in which nothing is a formula."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    writer = csv.writer(response)
    writer.writerow(
        [
            *(_("المصدر"), _("أخبار"), _("حصته %"), _("أبرز الكلمات")),
            *(_("تصويبات"), _("انتهى عرضها"), _("نسبتها ناقصة")),
        ]
    )
    for row in rows:
        texts = (row.name, row.stories, f"{row.share:.1f}", "، ".join(row.keywords))
        writer.writerow([*map(_plain, texts), row.corrections, row.expired, row.uncredited])
    return response


def _plain(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
