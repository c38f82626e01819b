"""What sections, sources, authors and keywords share: a name, an Arabic slug, other spellings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from articles.text.keywords import unique_keywords
from articles.text.normalize import KEY_LENGTH, identity_key
from articles.text.slugs import slugify


class Slugged(models.Model):
    """A name and the slug that its page is found by; an empty slug is made from the name."""

    name: Any
    slug = models.SlugField(
        _("العنوان في الرابط"),
        max_length=100,
        unique=True,
        allow_unicode=True,
        blank=True,
        help_text=_("يُصنع من الاسم إن تُرك فارغًا. تغييره يغيّر رابط الصفحة."),
        error_messages={"unique": _("هذا العنوان في الرابط مستعمل؛ اختر غيره.")},
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        self.slug = slugify(self.slug or self.name, max_length=100)
        if not self.slug:
            raise ValidationError({"slug": _("اكتب حرفًا أو رقمًا واحدًا على الأقل.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            self.slug = free_slug(type(self), self.name)
        super().save(*args, **kwargs)


class Spelling(models.Model):
    """One spelling of a name. `key` is its folded form: unique, so two owners never share a spelling."""

    text = models.CharField(_("التهجئة"), max_length=100)
    key = models.CharField(max_length=KEY_LENGTH, unique=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text


class Spelt(models.Model):
    """A named thing with one display spelling (`name`) and others, all rows of its `spellings`.

    The display spelling has its row too. That is what lets one unique column in the database
    guarantee that no two things are called by names that fold alike.
    """

    name: Any
    spellings: Any

    class Meta:
        abstract = True

    def clean(self) -> None:
        """A name must have something to tell it by, and be no other one's spelling."""
        super().clean()
        key = identity_key(self.name)
        if not key:
            raise ValidationError({"name": _("اكتب حرفًا أو رقمًا واحدًا على الأقل.")})
        if (owner := type(self).by_spelling(self.name)) and owner.pk != self.pk:
            raise ValidationError(
                {"name": _("«%(name)s» تهجئة لاسم موجود: «%(owner)s».") % {"name": self.name, "owner": owner}}
            )

    @classmethod
    def by_spelling(cls, text: str) -> Any:
        """The one called `text` in any of its spellings, or None."""
        key = identity_key(text)
        things: Any = cls._default_manager
        return things.filter(spellings__key=key).first() if key else None

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store, and with it the display spelling; IntegrityError when that spelling is another's."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            self.add_spelling(self.name)

    def add_spelling(self, text: str) -> None:
        """Make `text` one more spelling; IntegrityError when it is another's."""
        key = identity_key(text)
        if not self.spellings.filter(key=key).exists():
            self.spellings.create(key=key, text=text)

    def other_spellings(self) -> list[str]:
        """All spellings but the display one, oldest first."""
        return [
            spelling.text
            for spelling in sorted(self.spellings.all(), key=lambda spelling: spelling.pk)
            if spelling.key != identity_key(self.name)
        ]

    def set_other_spellings(self, texts: list[str]) -> None:
        """Replace the other spellings by `texts`; IntegrityError when one is another's."""
        wanted = {identity_key(text): text for text in unique_keywords(texts)}
        wanted.setdefault(identity_key(self.name), self.name)
        with transaction.atomic():
            self.spellings.exclude(key__in=wanted).delete()
            held = set(self.spellings.values_list("key", flat=True))
            for key, text in wanted.items():
                if key not in held:
                    self.spellings.create(key=key, text=text)


def free_slug(model: type[models.Model], name: str) -> str:
    """A slug for `name` that no row of `model` has: the plain one, or with -2, -3, … behind it."""
    return free_slugs(model, [name])[0]


def free_slugs(model: type[models.Model], names: Sequence[str]) -> list[str]:
    """A slug for each of `names`, all different and none of a row of `model`; for bulk writers.

    One query, and one more for each plain slug that is taken.
    """
    bases = [slugify(name, max_length=90) or "x" for name in names]
    taken = set(model._default_manager.filter(slug__in=set(bases)).values_list("slug", flat=True))
    numbered: set[str] = set()  # bases whose numbered slugs are in `taken`
    slugs = []
    for base in bases:
        slug = base
        if slug in taken:
            if base not in numbered:
                like = model._default_manager.filter(slug__startswith=f"{base}-")
                taken.update(like.values_list("slug", flat=True))
                numbered.add(base)
            slug = next(slug for n in range(2, len(taken) + 3) if (slug := f"{base}-{n}") not in taken)
        taken.add(slug)
        slugs.append(slug)
    return slugs
