"""Refuses on every page what no database can keep: a NUL or half of a surrogate pair in an address or a form."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponse

from gongdao.service.record.texts import storable
from gongdao.service.web.errors import MACHINES, page_of


class Readable:
    """Answers 400 before a page reads what it could not keep; the interface for machines looks for itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; what is looked at is looked at before a page does."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        """Refuse what cannot be kept; a forged form was refused before this."""
        if request.path_info.startswith(MACHINES) or all(storable(word) for word in _words(request)):
            return None
        return page_of(request, 400)


def _words(request: HttpRequest) -> Iterator[str]:
    yield request.path_info
    for said in (request.GET, request.POST) if request.method == "POST" else (request.GET,):
        for name, values in said.lists():
            yield name
            yield from map(str, values)
