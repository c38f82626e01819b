"""What the desk has in common for things whose address may be changed."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models import Redirect

_LEADS_ELSEWHERE = {
    "keyword": _("هذا رابط قديم للكلمة «%(owner)s»؛ اختر غيره."),
    "source": _("هذا رابط قديم للمصدر «%(owner)s»؛ اختر غيره."),
    "section": _("هذا رابط قديم للقسم «%(owner)s»؛ اختر غيره."),
    "author": _("هذا رابط قديم للكاتب «%(owner)s»؛ اختر غيره."),
    "page": _("هذا رابط قديم للصفحة «%(owner)s»؛ اختر غيره."),
}


class AddressedForm(forms.ModelForm):
    """The form of what has a page of its own."""

    def clean_slug(self) -> str:
        """An address that leads to another of its kind for good is not to be had."""
        slug: str = self.cleaned_data["slug"]
        kind = str(self._meta.model._meta.model_name)
        taken = Redirect.objects.filter(kind=kind, slug=slug).select_related(kind)
        if owner := taken.exclude(**{kind: self.instance.pk}).first():
            raise forms.ValidationError(_LEADS_ELSEWHERE[kind], params={"owner": getattr(owner, kind)})
        return slug
