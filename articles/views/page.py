from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.addresses import root_of
from articles.authority.redirects import page_at
from articles.caching.headers import public, tag
from articles.seo.site import written_page
from articles.text.excerpt import first_words
from articles.text.html import plain_text
from articles.text.normalize import squeeze
from articles.views.listing import found, led_on

_WORDS = 30  # that engines and networks are told of a page


@public()
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """A page that editors wrote; an old address leads here."""
    subject, moved = found(page_at, slug)
    if moved:
        return led_on(subject)
    root = root_of(request)
    description = first_words(squeeze(plain_text(subject.body)), _WORDS)
    context = {
        "subject": subject,
        "description": description,
        "address": root + subject.get_absolute_url(),
        "structured": written_page(subject, description, root),
    }
    response = render(request, "articles/page.html", context)
    tag(response, [subject])
    return response
