from django.http import HttpRequest, HttpResponse

from articles.caching.headers import public
from articles.context import sections_of
from articles.models import Section
from articles.pagination import Listing
from articles.prepared import Prepared
from articles.views.listing import listing, only, stories

_section = Prepared(lambda slug: Section.objects.select_related("parent").filter(slug=slug))
_own = Listing(lambda at, section: stories(at).filter(section=section))
_of_all = Listing(stories)


@public("page")
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """A section with the stories of its children among its own."""
    subject = only(_section(slug=slug))
    children = [child for child in sections_of(request) if child.parent_id == subject.pk]
    cursor = request.GET.get("page")
    return listing(
        request,
        "articles/section.html",
        subject,
        _of_all.page(cursor, [subject.pk, *(child.pk for child in children)])
        if children
        else _own.page(cursor, section=subject.pk),
        children=children,
        active_section=subject.parent_id or subject.pk,
    )
