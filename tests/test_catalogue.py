"""The English catalogue: complete also where the collector of strings is short-sighted."""

import re
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext

TEMPLATES = Path(__file__).parent.parent / "templates"


def test_every_string_of_the_templates_has_its_english():
    strings = {
        string
        for path in TEMPLATES.rglob("*.html")
        for string in re.findall(r'_\("([^"]+)"\)', path.read_text())
    }
    with translation.override("en"):
        missing = [string for string in strings if gettext(string) == string]
    assert len(strings) > 30
    assert not missing
