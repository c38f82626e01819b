"""Inlines whose rows cost no query unless an editor changed them.

Django looks up each row, and what each row has chosen, on rendering and again on saving, and asks the
database about every constraint: a form with a dozen related stories would cost six dozen queries. The
rows come with their targets, so these take them from there.
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import Model
from django.forms.utils import ErrorDict
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _


class KnownChoiceField(forms.ModelChoiceField):
    """A choice that remembers the row it shows; only another one is looked up."""

    known: Model | None = None

    def to_python(self, value: Any) -> Any:
        if self.known is not None and str(value) == str(self.known.pk):
            return self.known
        return super().to_python(value)


class PromptingSelect(AutocompleteSelect):
    """Says what to do while nothing is chosen; without words the box would have no name, either."""

    def build_attrs(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().build_attrs(*args, **kwargs), "data-placeholder": _("اكتب لتبحث")}


class KnownSelect(PromptingSelect):
    known: Model | None = None

    def optgroups(self, name: str, value: Sequence[str], attrs: dict[str, Any] | None = None) -> Any:
        if self.known is None or list(value) != [str(self.known.pk)]:
            return super().optgroups(name, value, attrs)
        empty = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        chosen = self.create_option(name, self.known.pk, str(self.known), True, len(empty))
        return [(None, [*empty, chosen], 0)]


class KnownChoicesForm(forms.ModelForm):
    """A row of an inline whose foreign keys were fetched with it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, KnownChoiceField) and getattr(self.instance, f"{name}_id", None):
                field.known = getattr(self.instance, name)
                widget: Any = field.widget
                getattr(widget, "widget", widget).known = field.known

    def _get_validation_exclusions(self) -> set[str]:
        """What was not touched is as valid as when it was stored."""
        if self.has_changed():
            return super()._get_validation_exclusions()  # type: ignore[misc]
        return {field.name for field in self.instance._meta.fields}

    def validate_constraints(self) -> None:
        """The formset has the whole list and sees what is there twice; workflow/writing.py writes it anew."""


class KnownRowsFormSet(forms.BaseInlineFormSet):
    """Rows that need not be fetched one by one to be saved.

    With `copy`, fields as they were posted once, it shows those and finds no fault with them yet.
    """

    def __init__(self, *args: Any, copy: QueryDict | None = None, **kwargs: Any) -> None:
        self.is_copy = copy is not None
        super().__init__(*args, **(kwargs | {"data": copy} if self.is_copy else kwargs))

    def full_clean(self) -> None:
        if self.is_copy:
            self._errors: list[Any] = []
            self._non_form_errors = self.error_class()
        else:
            super().full_clean()

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        if self.is_copy:
            form._errors = ErrorDict()
        return form

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        for field in form.fields.values():  # a table's columns are no labels for what is in them
            field.widget.attrs.setdefault("aria-label", field.label)
        name = form.instance._meta.pk.name
        if form.instance.pk:
            row = KnownChoiceField(form.fields[name].queryset, required=False, widget=forms.HiddenInput)
            row.known, row.initial = form.instance, form.instance.pk
            form.fields[name] = row
        elif self.is_bound and index is not None and index < self.initial_form_count():
            # Somebody else saved in the meantime and the row is gone: what it said still counts.
            form.fields[name] = forms.IntegerField(required=False, widget=forms.HiddenInput)
            form.empty_permitted, form.use_required_attribute = True, False

    def get_queryset(self) -> Any:
        """The stored rows; once the forms are made, that of each form or None, as the admin pairs the two."""
        if self.is_bound and "forms" in self.__dict__:
            return [form.instance if form.instance.pk else None for form in self.initial_forms]
        return super().get_queryset()


class KnownRowsInline(admin.TabularInline):
    """A table of rows that uses the above for its `autocomplete_fields`."""

    form = KnownChoicesForm
    formset: Any = KnownRowsFormSet

    # A row is a part of what it stands in: who may change that may change the row, and nobody else.
    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._parent.has_view_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._parent.has_change_permission(request, obj)

    has_delete_permission = has_change_permission

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None:
            return self._parent.has_add_permission(request)
        return self._parent.has_change_permission(request, obj)

    @property
    def _parent(self) -> Any:
        return self.admin_site.get_model_admin(self.parent_model)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.autocomplete_fields:
            kwargs |= {
                "form_class": KnownChoiceField,
                "widget": KnownSelect(db_field, self.admin_site, attrs={"data-width": "100%"}),
            }
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
