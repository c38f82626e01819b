"""Fields that clean what is put into them, whoever puts it there."""

from typing import Any

from django.db import models

from articles.text.html import clean_html
from articles.text.normalize import storable, tidy


class LineField(models.CharField):
    """One line of text, tidied on its way into the database: nothing invisible, no Persian letters."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return tidy(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return tidy(value) if isinstance(value, str) else value


class ProseField(models.TextField):
    """Plain text of any length, without characters that a database or a feed refuses."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return storable(value).strip() if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return storable(value).strip() if isinstance(value, str) else value


class HtmlField(models.TextField):
    """HTML that passed the allow-list, also when it was written past every form."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        clean = clean_html(getattr(model_instance, self.attname) or "")
        setattr(model_instance, self.attname, clean)
        return clean
