"""What the forms and buttons of the front page desk ask for, read and checked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Keyword, Section, Source, Zone
from articles.models.front import LONGEST_ZONE, Fill, Layout
from articles.times import check_meant
from articles.workflow.acts import Refused

# What a button says behind the name of its act, in this order: «move 5 2 1»
_ARGUMENTS = {
    "pin": ("story", "zone", "place"),
    "move": ("pin", "zone", "place"),
    "plan": ("pin",),
    "unpin": ("pin",),
    "add_zone": (),
    "change_zone": ("zone",),
    "move_zone": ("zone", "position"),
    "remove_zone": ("zone",),
    "undo": ("number",),
}
_TIMED = ("pin", "plan")


class Moment(forms.DateTimeInput):
    """A whole minute, in the newsroom's time, chosen by what the browser has for it."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class NumbersForm(forms.Form):
    """Where and when."""

    story = forms.IntegerField(required=False, min_value=1)
    pin = forms.IntegerField(required=False, min_value=1)
    zone = forms.IntegerField(required=False, min_value=1)
    number = forms.IntegerField(required=False, min_value=1)
    place = forms.IntegerField(
        label=gettext_lazy("المكان"), required=False, min_value=1, max_value=LONGEST_ZONE
    )
    position = forms.IntegerField(label=gettext_lazy("المرتبة"), required=False, min_value=0, max_value=1000)
    begins = forms.DateTimeField(
        label=gettext_lazy("يبدأ في"), required=False, widget=Moment, validators=[check_meant]
    )
    ends = forms.DateTimeField(
        label=gettext_lazy("ينتهي في"), required=False, widget=Moment, validators=[check_meant]
    )


class ZoneForm(forms.Form):
    """The values of a zone; its rule names a section, a keyword or a source."""

    title = forms.CharField(
        label=gettext_lazy("العنوان"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("إن تُرك فارغًا سُمّيت بما يملؤها."),
    )
    layout = forms.ChoiceField(label=gettext_lazy("الشكل"), choices=Layout.choices, initial=Layout.STRIP)
    size = forms.IntegerField(
        label=gettext_lazy("كم خبرًا"), min_value=1, max_value=LONGEST_ZONE, initial=5, required=False
    )
    fill = forms.ChoiceField(label=gettext_lazy("يملؤها"), choices=Fill.choices, initial=Fill.SECTION)
    section = forms.TypedChoiceField(
        label=gettext_lazy("القسم"), required=False, coerce=int, empty_value=None
    )
    keyword = forms.CharField(label=gettext_lazy("الكلمة الدلالية"), max_length=100, required=False)
    source = forms.CharField(label=gettext_lazy("المصدر"), max_length=100, required=False)

    def __init__(self, sections: Sequence[Section], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sections = {section.pk: section for section in sections}
        field: Any = self.fields["section"]
        field.choices = [("", "—"), *((pk, section.name) for pk, section in self.sections.items())]

    @classmethod
    def of(cls, zone: Zone, sections: Sequence[Section]) -> ZoneForm:
        """The form that shows the values of `zone`."""
        named = {"section": zone.section_id, "keyword": zone.keyword or "", "source": zone.source or ""}
        values = {name: getattr(zone, name) for name in ("title", "layout", "size", "fill")}
        return cls(sections, initial={**values, **named}, auto_id=f"zone-{zone.pk}-%s")

    def clean_section(self) -> Section | None:
        return self.sections.get(self.cleaned_data["section"])

    def clean_size(self) -> int:
        return self.cleaned_data["size"] or 1

    def clean_keyword(self) -> Keyword | None:
        return self._named("keyword", Keyword, _("لا كلمة دلالية تُكتب «%(name)s». اكتب واحدة موجودة."))

    def clean_source(self) -> Source | None:
        return self._named("source", Source, _("لا مصدر يُسمّى «%(name)s». اكتب اسم مصدر موجود."))

    def _named(self, field: str, model: type[Keyword] | type[Source], missing: str) -> Any:
        """The one that is meant; what another rule would name is not asked for."""
        name = self.cleaned_data[field]
        if not name or self.data.get("fill") != field:
            return None
        if found := model.by_spelling(name):
            return found
        raise forms.ValidationError(missing % {"name": name})


class Asked:
    """One act as a form of the desk posts it: `act` is its name with its numbers, the rest are fields."""

    def __init__(self, data: QueryDict, sections: Sequence[Section]) -> None:
        name, *numbers = data.get("act", "").split() or [""]
        self._name = name.replace("-", "_")
        arguments = dict(zip(_ARGUMENTS.get(self._name, ()), numbers, strict=False))
        self._data: dict[str, Any] = {**data.dict(), **arguments}
        self._sections = sections
        seen = data.get("seen", "")
        self.seen = int(seen) if seen.isdecimal() and len(seen) < 10 else None

    def read(self) -> tuple[str, dict[str, Any]]:
        """The name of the act and its values. Refused where something is missing or none."""
        if self._name not in _ARGUMENTS:
            raise Refused(_("لم يُفهم ما طُلب. حمّل الصفحة من جديد، ثم أعده."))
        given = _checked(NumbersForm(self._data))
        values = {name: given[name] for name in self._wanted()}
        if any(values[name] is None for name in values if name not in ("begins", "ends")):
            raise Refused(_("اختر المنطقة والمكان، ثم أعد فعلك."))
        if self._name in ("add_zone", "change_zone"):
            values["values"] = _checked(ZoneForm(self._sections, self._data))
        if self._name == "add_zone" and given["position"] is not None:
            values["position"] = given["position"]
        return self._name, values

    def _wanted(self) -> tuple[str, ...]:
        """The numbers and times that the act takes."""
        wanted = ("pin", "zone", "place") if self._name == "plan" else _ARGUMENTS[self._name]
        return (*wanted, "begins", "ends") if self._name in _TIMED else wanted


def _checked(form: forms.Form) -> dict[str, Any]:
    if form.is_valid():
        return form.cleaned_data
    said = []
    for name, errors in form.errors.items():
        words = " ".join(map(str, errors))
        said.append(f"{form.fields[name].label or name}: {words}" if name in form.fields else words)
    raise Refused(" ".join(said))
