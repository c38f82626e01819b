from django.http import HttpRequest, HttpResponse


def report_view(request: HttpRequest) -> HttpResponse:
    return HttpResponse()
