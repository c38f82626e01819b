"""What the desk has in common for things whose address may be changed."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models import Redirect
from articles.models.named import Slugged
from articles.text.slugs import slugify

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
        model = self._meta.model
        kind = str(model._meta.model_name)
        # An empty one is made from the name (models/named.py); that of a keyword is a free one in any case.
        name = self.cleaned_data.get("name", "") if issubclass(model, Slugged) else ""
        wanted = slugify(slug or name, max_length=100)
        taken = Redirect.objects.filter(kind=kind, slug__in=[slug, wanted]).select_related(kind)
        if owner := taken.exclude(**{kind: self.instance.pk}).first():
            raise forms.ValidationError(_LEADS_ELSEWHERE[kind], params={"owner": getattr(owner, kind)})
        return slug
