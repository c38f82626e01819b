"""What the templates of the desk can call. (Readers' pages are Jinja: articles/jinja.py)"""

from django import template

from articles.times import in_words

register = template.Library()
register.filter("in_words", in_words)
