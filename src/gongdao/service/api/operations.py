"""How one operation is told to ninja: who may, what it answers, and what its description says besides."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any, get_type_hints

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Router
from ninja.params.models import Query as QueryMark

from gongdao.kernel.text import Text
from gongdao.service.api.who import Asks

View = Callable[..., HttpResponseBase]
# One router for all: ninja looks for the method only among the operations that one router has at an address.
router = Router()
# What an operation is besides what ninja knows; the description is completed from it and it is taken out again.
MARKS = "x-gongdao"


def operation(
    tag: str, method: str, path: str, answers: type | None, about: Text, *, scope: str, status: int = 200,
    by_marketplace: bool = False, marks: tuple[str, ...] = (), examples: Mapping[str, Any] | None = None,
    name: str = "", more: Text | None = None, takes: type | None = None,
) -> Callable[[View], View]:  # fmt: skip
    """Register a view. ``marks``: ``key`` where it takes Idempotency-Key, ``match`` where it takes If-Match,
    ``etag`` where it answers 304, ``created`` where it also answers 201, ``room`` where it answers 503 while the disk
    or the scanner of files fails, or too many are read; ``picture`` where the body is a picture. ``takes`` is the
    schema of the parameter ``given``, the body.
    """
    said = {"scope": scope, "marks": list(marks), "examples": dict(examples or {}), "by_marketplace": by_marketplace}
    details = more or about

    def registered(view: View) -> View:
        if takes is not None:
            view.__annotations__["given"] = takes
        decorate = router.api_operation(
            [method], path, auth=Asks(scope, by_marketplace, _asked_of(view)), response={status: answers},
            operation_id=name or view.__name__, summary=f"{about.zh} / {about.en}",
            description=f"{details.zh}\n\n{details.en}", openapi_extra={MARKS: said},
            tags=[tag],
        )  # fmt: skip
        kept: View = decorate(view)
        return kept

    return registered


def _asked_of(view: View) -> frozenset[str]:
    """The names that the query of an operation may hold: a parameter of its own, or the fields of a form of several."""
    hints = get_type_hints(view, include_extras=True)
    named = {name: getattr(hint.__origin__, "model_fields", (name,)) for name, hint in hints.items() if _is_query(hint)}
    return frozenset(field for fields in named.values() for field in fields)


def _is_query(hint: Any) -> bool:
    return any(isinstance(mark, QueryMark) for mark in getattr(hint, "__metadata__", ()))


def answer(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """Answer with JSON, as it was described."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_written)
    response = HttpResponse(text.encode(), content_type="application/json", status=status)
    for name, said in (headers or {}).items():
        response.headers[name] = said
    return response


def _written(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset | set):
        return sorted(value)
    raise TypeError(value)


def asker(request: HttpRequest) -> Any:
    """Give who asks, as the check of the operation found out."""
    return vars(request)["auth"]
