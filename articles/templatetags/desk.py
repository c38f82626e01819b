"""What the templates of the desk can call. (Readers' pages are Jinja: articles/jinja.py)"""

from django import template

from articles.times import clock, in_words

register = template.Library()
register.filter("in_words", in_words)
register.filter("clock", clock)


@register.filter
def ends(text: str, most: int) -> str:
    """`text` with whole words of its middle left out where it has more than `most` characters."""
    if len(text) <= most:
        return text
    first, last = text[: most // 2], text[-most // 2 :]
    return f"{first.rpartition(' ')[0] or first} … {last.partition(' ')[2] or last}"
