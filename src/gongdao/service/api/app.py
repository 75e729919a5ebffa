"""The interface itself: its operations, its errors and its description."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.docs import Swagger
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser

from gongdao import __version__
from gongdao.kernel.errors import BadInput, Refused
from gongdao.service.api import openapi
from gongdao.service.api.asked import failed, parsed
from gongdao.service.api.problems import bad_input, invalid, refused


class JsonParser(Parser):
    """Reads bodies as we take them; ninja asks for a class."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """Read the body of a request.

        :raises Refused: it is none that we take.
        """
        return parsed(request)


class Described(NinjaAPI):
    """The interface with all that ninja does not say of it by itself."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """Give the description of the interface, in OpenAPI 3.1."""
        return openapi.completed(super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params))


api = Described(
    title="公道 Gongdao",
    version=__version__,
    description=openapi.ABOUT,
    parser=JsonParser(),
    docs=Swagger({"tryItOutEnabled": True, "persistAuthorization": False, "validatorUrl": None}),
    urls_namespace="api",
)


@api.exception_handler(Refused)
def on_refused(request: HttpRequest, no: Refused) -> HttpResponse:
    """Say why the rules forbid it."""
    return refused(request, no)


@api.exception_handler(BadInput)
def on_bad_input(request: HttpRequest, wrong: BadInput) -> HttpResponse:
    """Say all that is wrong."""
    return bad_input(request, wrong)


@api.exception_handler(ValidationError)
def on_invalid(request: HttpRequest, wrong: ValidationError) -> HttpResponse:
    """Say which fields are wrong."""
    return invalid(request, wrong.errors)


@api.exception_handler(HttpError)
def on_http(request: HttpRequest, wrong: HttpError) -> HttpResponse:
    """A body that could not be read has told why."""
    cause = wrong.__cause__ or wrong.__context__
    return refused(request, cause if isinstance(cause, Refused) else Refused("request-wrong", why=wrong.message))


@api.exception_handler(RequestDataTooBig)
def on_too_large(request: HttpRequest, wrong: RequestDataTooBig) -> HttpResponse:
    """Say how much may be sent at once."""
    return refused(request, Refused("body-too-large", most=settings.DATA_UPLOAD_MAX_MEMORY_SIZE))


@api.exception_handler(Http404)
def on_missing(request: HttpRequest, wrong: Http404) -> HttpResponse:
    """There is nothing at this address."""
    return refused(request, Refused("no-such-address", path=request.path))


@api.exception_handler(Exception)
def on_failure(request: HttpRequest, wrong: Exception) -> HttpResponse:
    """Note what went wrong, and say that it did."""
    return failed(request, wrong)
