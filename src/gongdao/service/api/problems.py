"""What is refused, as RFC 9457 problems: the code, the sentence, the rule it rests on and what to do next."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse

from gongdao.kernel.errors import BadInput, Problem, Refused
from gongdao.kernel.text import Text, sentence
from gongdao.service.sentences import messages, said as sentences

MEDIA_TYPE = "application/problem+json"
TAGS = {"zh": "zh-CN", "en": "en"}
TITLES = {
    400: Text("请求读不懂", "The request cannot be read"),
    401: Text("需要身份", "Not authenticated"),
    403: Text("没有这个权限", "Not allowed"),
    404: Text("没有找到", "Not found"),
    405: Text("不支持这个方法", "Method not allowed"),
    409: Text("按规则不能这样做", "Refused by the rules"),
    412: Text("案件已有变化", "The case has moved on"),
    413: Text("请求过大", "The request is too large"),
    415: Text("不支持这种内容", "Unsupported media type"),
    422: Text("内容有误", "The content is wrong"),
    429: Text("请求过多", "Too many requests"),
    500: Text("服务出错", "Something went wrong here"),
    503: Text("暂时不可用", "Not available now"),
}
# What is not a matter of the rules of the dispute; every other refusal is a conflict with the state of things.
STATUSES = {
    "not-signed-in": 401, "key-unknown": 401, "inward-unsigned": 401, "webhooks-not-yours": 403,
    "endpoint-here": 403, "inward-type-unknown": 422, "inward-id-used": 422, "endpoint-url": 422,
    "event-type-unknown": 422,
    "scope-missing": 403, "not-yours": 403, "csrf": 403, "not-a-marketplace": 403, "act-as-not-here": 403,
    "act-as-not-known": 403, "user-disabled": 403,
    "order-not-found": 404, "user-not-known": 404, "shop-not-known": 404,
    "shipment-not-found": 404, "execution-not-found": 404, "evidence-not-found": 404, "ruling-not-found": 404,
    "page-not-found": 404, "no-such-address": 404, "claimant-unknown": 404,
    "no-such-method": 405, "moved-on-meanwhile": 412, "body-too-large": 413, "json-wanted": 415,
    "key-form": 422, "query-unknown": 422, "text-unstorable": 422, "text-no-text": 422,
    "act-as-form": 422, "embed-origin": 422, "embed-nobody": 409,
    "cursor-form": 404, "file-empty": 422, "file-broken": 422, "file-cut-off": 422, "file-kind": 422, "file-heic": 422,
    "file-document": 422, "file-sound": 422, "file-picture": 422, "file-program": 422, "file-text-long": 422,
    "picture-too-large": 422, "file-infected": 422, "evidence-kind": 422,
    "evidence-files-many": 422, "upload-too-large": 413, "upload-too-long": 413,
    "picture-wanted": 415, "picture-heavy": 413, "ocr-late": 503,
    **dict.fromkeys((
        "text-too-long", "too-many-turns", "name-too-long", "link-too-long", "not-a-link",
        "picture-empty", "picture-kind", "picture-broken", "picture-huge", "picture-tiny",
        "trace-format-unknown", "trace-not-json", "trace-too-large", "trace-without-scans", "trace-too-many-scans",
        "trace-too-many-parcels", "trace-scan-wrong", "trace-text-wrong", "trace-text-too-long", "trace-time-wrong",
        "trace-time-absurd", "trace-time-without-offset", "trace-number-wrong", "trace-waybill-wrong",
    ), 422),
    "scanner-away": 503, "octets-wanted": 415, "upload-offset-form": 422, "files-no-room": 503,
    "stream-name": 404, "not-json": 400, "address-unreadable": 400, "request-wrong": 400, "too-many-requests": 429,
    "internal": 500,
}  # fmt: skip
NEXT = {
    401: Text("请在 Authorization 里带上有效的密钥，或先登录", "Send a valid key in Authorization, or sign in"),
    403: Text("请换用有此权限的密钥，或请运营人员授予", "Use a key that may, or ask an operator to grant it"),
    404: Text("请核对编号和地址", "Check the id and the address"),
    409: Text("现在能做什么，见 {actions}", "What may be done now stands at {actions}"),
    412: Text("请重新读取案件，再决定是否继续", "Read the case again and decide anew"),
    422: Text("请按 errors 里逐项更正后重发", "Mend what stands under errors and send it again"),
    429: Text("请在 Retry-After 的秒数之后重发", "Send it again after the seconds in Retry-After"),
    500: Text("请稍后用同一个 Idempotency-Key 重发", "Send it again later with the same Idempotency-Key"),
    503: Text("请稍后重发", "Send it again later"),
}
# What is to be done next where the status alone would say something else.
NEXT_OF = {
    "inward-unsigned": Text(
        "请核对密钥和时钟，用新的时间戳重新签名后再发",
        "Check the secret and the clock, and sign it anew with a new timestamp",
    ),
    "key-used-before": Text("请为这个请求换一个新的 Idempotency-Key", "Send this request with a new Idempotency-Key"),
}
SINCE = Text("从 {since} 起可以这样做", "It may be done from {since} on")
# The faults of pydantic that we say in our words: ``field-`` and its type.
FIELD_FAULTS = frozenset({
    "field-missing", "field-extra-forbidden", "field-literal-error", "field-string-type",
    "field-string-too-long", "field-string-too-short", "field-string-pattern-mismatch", "field-int-type",
    "field-float-type", "field-float-parsing",
    "field-int-parsing", "field-bool-type", "field-bool-parsing", "field-list-type",
    "field-too-long", "field-too-short", "field-dict-type", "field-model-attributes-type",
    "field-model-type", "field-value-error", "field-greater-than-equal", "field-less-than-equal",
})  # fmt: skip


def refused(request: HttpRequest, no: Refused) -> HttpResponse:
    """Answer with why something is refused."""
    response = _answered(said_of(no, _lang(request), request.path), _lang(request))
    if response.status_code == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="gongdao"'
    if no.details.get("wait") is not None:
        response.headers["Retry-After"] = str(no.details["wait"])
    return response


def said_of(no: Refused, lang: str, path: str) -> dict[str, Any]:
    """Give the problem that says why something at an address is refused."""
    status = STATUSES.get(no.code) or (404 if no.code.endswith("-not-found") else 409)
    details = {key: value for key, value in no.details.items() if value not in ("", None)}
    more: dict[str, Any] = {"rules": _rules(details)} if {"rule", "rules"} & details.keys() else {}
    if "since" in details:
        more["since"] = str(details["since"])
    return _said(lang, path, status, no.code, sentences(no, lang)[0], **more)


def bad_input(request: HttpRequest, wrong: BadInput) -> HttpResponse:
    """Answer with everything that is wrong, each with its place."""
    lang, known = _lang(request), messages()
    errors = [_error(each, sentence(known, each.code, lang, each.details)) for each in wrong.problems]
    return problem(request, 422, wrong.problems[0].code, errors[0]["detail"], errors=errors)


def invalid(request: HttpRequest, errors: Sequence[Mapping[str, Any]]) -> HttpResponse:
    """Answer with the fields of a request that are not as they must be; ``errors`` are those of pydantic."""
    lang, known = _lang(request), messages()
    said = [_field(each, lang, known) for each in errors[:20]]
    return problem(request, 422, "fields-wrong", sentence(known, "fields-wrong", lang, {}), errors=said)


def told(request: HttpRequest, code: str, **details: object) -> str:
    """Give a sentence in the language of a request."""
    return sentence(messages(), code, _lang(request), details)


def problem(request: HttpRequest, status: int, code: str, detail: str, **more: Any) -> HttpResponse:
    """Answer with one problem; what to do next follows from its status, or from when the thing will be allowed."""
    lang = _lang(request)
    return _answered(_said(lang, request.path, status, code, detail, **more), lang)


def _said(lang: str, path: str, status: int, code: str, detail: str, **more: Any) -> dict[str, Any]:
    said = {
        "type": f"urn:gongdao:problem:{code}",
        "title": TITLES.get(status, TITLES[500]).say(lang),
        "status": status,
        "detail": detail,
        "code": code,
        **more,
    }
    step = NEXT_OF[code].say(lang) if code in NEXT_OF else ""
    step = step or _next(path, status, str(more.get("since", "")), more.get("errors"), lang)
    return {**said, "next": step} if step else said


def _answered(said: dict[str, Any], lang: str) -> HttpResponse:
    response = HttpResponse(_json(said), content_type=MEDIA_TYPE, status=said["status"])
    response.headers["Content-Language"] = TAGS[lang]
    response.headers["Vary"] = "Accept-Language"
    return response


def language_of(body: str) -> str:
    """Give the language tag of a problem that was answered before."""
    said = json.loads(body)
    return TAGS["en" if said["title"] == TITLES.get(said["status"], TITLES[500]).en else "zh"]


def _next(path: str, status: int, since: str, errors: object, lang: str) -> str:
    if since:
        return SINCE.say(lang).format(since=since)
    if status == 409:
        head, found, tail = path.partition("/cases/")
        stream = tail.partition("/")[0]
        return NEXT[409].say(lang).format(actions=f"{head}/cases/{stream}/actions") if found and stream else ""
    return NEXT[status].say(lang) if status in NEXT and (status != 422 or errors) else ""


def _rules(details: Mapping[str, object]) -> list[str]:
    found = details.get("rules", details.get("rule"))
    return [found] if isinstance(found, str) else [str(each) for each in found] if isinstance(found, Iterable) else []


def _error(each: Problem, said: str) -> dict[str, str]:
    return {"place": each.place.path or str(each.place) if each.place else "", "code": each.code, "detail": said}


def _field(error: Mapping[str, Any], lang: str, known: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """A pydantic error in our words where we have them; its place is the way of keys below body, query or path."""
    way = [str(step) for step in error["loc"]]
    code, about = f"field-{error['type'].replace('_', '-')}", dict(error.get("ctx") or {})
    if code not in FIELD_FAULTS:
        code, about = "field-wrong", {"why": error["msg"]}
    place = ".".join(step for step in way if step not in ("given", "body"))
    return {"place": place or "body", "code": code, "detail": sentence(known, code, lang, {**about, "place": place})}


def _json(value: object) -> str:
    """What somebody sent may hold halves of surrogate pairs; escaped, they can be said again."""
    text = json.dumps(value, ensure_ascii=False)
    return text if text.isprintable() else json.dumps(value)


def _lang(request: HttpRequest) -> str:
    """The language of the visitor, or of the browser where something went wrong before anybody asked who visits."""
    browser = request.headers.get("Accept-Language", "").strip().lower()
    return str(getattr(request, "lang", "en" if browser.startswith("en") else "zh"))
