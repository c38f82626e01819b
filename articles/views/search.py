from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.caching.headers import public
from articles.pagination import paginate
from articles.views.listing import published

LONGEST_QUERY = 200


@public
def search(request: HttpRequest) -> HttpResponse:
    """Stories whose headline has every word that was asked for, however it is spelt."""
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    articles = published().headline_has(query)
    page = paginate(articles, request.GET.get("page"))
    return render(request, "articles/search.html", {"query": query, "page": page})
