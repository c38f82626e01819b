"""What the templates of the desk can call. (Readers' pages are Jinja: articles/jinja.py)"""

from django import template

from articles.times import in_words

register = template.Library()
register.filter("in_words", in_words)


@register.filter
def ends(text: str, most: int) -> str:
    """`text` with its middle left out where it has more than `most` characters."""
    return text if len(text) <= most else f"{text[: most // 2]} … {text[-most // 2 :]}"
