from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from articles.caching.headers import public
from articles.context import sections_of
from articles.models import Section
from articles.views.listing import listing, stories


@public("page")
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """A section with the stories of its children among its own."""
    subject = get_object_or_404(Section.objects.select_related("parent"), slug=slug)
    children = [child for child in sections_of(request) if child.parent_id == subject.pk]
    return listing(
        request,
        "articles/section.html",
        subject,
        stories() if children else stories().filter(section=subject),
        [subject.pk, *(child.pk for child in children)] if children else (),
        children=children,
        active_section=subject.parent_id or subject.pk,
    )
