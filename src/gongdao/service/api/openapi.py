"""Completes what ninja says of the interface: keys and sessions, headers, problems, examples."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from ninja.openapi.schema import OpenAPISchema

from gongdao.kernel.errors import Refused
from gongdao.kernel.text import Text
from gongdao.service.api.operations import MARKS
from gongdao.service.api.problem_model import EXAMPLES, ProblemSaid
from gongdao.service.api.problems import MEDIA_TYPE, TITLES, said_of
from gongdao.service.people.keys import SCOPES

Json = dict[str, Any]
ABOUT = """\
公道的接口。平台用它送来用户、店铺、订单、包裹和聊天，代人提出申请、在案件里行事，答复付款；
人用自己的密钥或在登录的页面里用它。金额是最小货币单位的整数（分），时间带时区，编号是平台自己的编号。
出错时的答复是 RFC 9457 的 problem，语言看 Accept-Language。

The interface of Gongdao. A marketplace mirrors its users, shops, orders, shipments and chats with it, opens requests
and acts in cases in their name, and answers payments; a person uses it with a key of one's own or from a page on which
one is signed in. Amounts are whole minor units, instants have an offset, ids are the marketplace's own. What goes
wrong is answered as a problem of RFC 9457, in the language of Accept-Language (zh or en).
"""
ALWAYS = (401, 403, 422, 429, 500)
OF_BODIES = (400, 413, 415)
HEADERS: dict[str, tuple[str, Text, Json]] = {
    "lang": (
        "Accept-Language",
        Text("错误说明的语言：zh（缺省）或 en", "language of the problems: zh (when left out) or en"),
        {"type": "string", "examples": ["zh-CN", "en"]},
    ),
    "act": (
        "Gongdao-Act-As",
        Text(
            "平台以谁的名义行事：user:编号 或 shop:编号；需要 act-as 权限",
            "in whose name a marketplace acts: user:ID or shop:ID; needs the scope act-as",
        ),
        {"type": "string", "pattern": "^(user|shop):[A-Za-z0-9._~-]{1,120}$"},
    ),
    "key": (
        "Idempotency-Key",
        Text(
            "每个请求自己的键；用同一个键重发，得到同样的答复，不会做两次",
            "a key of this request alone; sent again with it, it is answered the same and not done twice",
        ),
        {"type": "string", "pattern": "^[!-~]{1,255}$", "examples": ["8b6f0c1e-4a57-4c6e-9a39-6b9f1b0a2d11"]},
    ),
    "match": (
        "If-Match",
        Text(
            "读到案件时的 ETag；案件此后有变化则答 412，什么也不写",
            "the ETag the case was read with; where the case changed since, the answer is 412 and nothing is written",
        ),
        {"type": "string", "examples": ['"5f1c0a7be2f94d3a8c61d0a4-0"']},
    ),
    "offset": (
        "Upload-Offset",
        Text("这一段从文件的第几个字节开始", "the byte of the file that this piece begins with"),
        {"type": "string", "pattern": "^[0-9]{1,12}$", "examples": ["0", "1048576"]},
    ),
    "etag": (
        "If-None-Match",
        Text("上次的 ETag；没有变化则答 304", "the ETag of last time; without a change the answer is 304"),
        {"type": "string", "examples": ['"5f1c0a7be2f94d3a8c61d0a4-0"']},
    ),
}
KEY, PAGE = "key", "session"
PICTURES = ("image/jpeg", "image/png", "image/webp", "image/avif")
SECURITY: Json = {
    KEY: {
        "type": "http",
        "scheme": "bearer",
        "description": "密钥（gongdao key create）；权限 / an API key (gongdao key create); its scopes: "
        + "; ".join(f"`{scope}` {text.zh} / {text.en}" for scope, text in SCOPES.items()),
    },
    PAGE: {
        "type": "apiKey",
        "in": "cookie",
        "name": settings.SESSION_COOKIE_NAME,
        "description": "登录的页面；写操作还要 X-CSRFToken / a signed-in page; what writes also sends X-CSRFToken",
    },
}


def completed(schema: OpenAPISchema) -> OpenAPISchema:
    """Give the description with what every operation shares."""
    for path, methods in schema["paths"].items():
        for method, said in methods.items():
            _complete(said, path, method)
    parts = schema["components"]
    parts["securitySchemes"] = SECURITY
    problem = ProblemSaid.model_json_schema(ref_template="#/components/schemas/{model}")
    parts["schemas"].update({**problem.pop("$defs", {}), "Problem": problem})
    parts["responses"] = {str(status): _problem(no, TITLES[status]) for status, no in EXAMPLES.items()}
    schema["security"] = [{KEY: []}, {PAGE: []}]
    return schema


def _complete(said: Json, path: str, method: str) -> None:
    marked = said.pop(MARKS, {})
    marks = marked.get("marks", ())
    # Of a page only sessions come without a key; what only a marketplace may do takes keys alone.
    said["security"] = [{KEY: []}] if marked.get("by_marketplace") else [{KEY: []}, {PAGE: []}]
    said["description"] += f"\n\n权限 / scope: `{marked.get('scope', '')}`"
    headers = [
        "lang",
        *(["act"] if not marked.get("by_marketplace") else []),
        *(mark for mark in marks if mark in HEADERS),
    ]
    said["parameters"] = [*map(_parameter, said.get("parameters", ())), *(_header(name) for name in headers)]
    if "octets" in marks:
        pieces = {"application/offset+octet-stream": {"schema": {"type": "string", "format": "binary"}}}
        said["requestBody"] = {"required": True, "content": pieces}
    if "picture" in marks:
        kinds = {kind: {"schema": {"type": "string", "format": "binary"}} for kind in PICTURES}
        said["requestBody"] = {"required": True, "content": kinds}
    body = said.get("requestBody")
    if body and "application/json" in body["content"]:
        content = body["content"]["application/json"]
        _without_null(body, content)
        content["examples"] = {name: {"value": value} for name, value in marked.get("examples", {}).items()}
    _add_responses(said, path, marks, bool(body), writes=method != "get")


def _parameter(said: Json) -> Json:
    """Examples of a parameter have names, those of its schema have none."""
    return {key: value for key, value in said.items() if key != "examples"}


def _without_null(body: Json, content: Json) -> None:
    """A body that may be left out is not null: it is not there."""
    forms = [form for form in content["schema"].get("anyOf", ()) if form.get("type") != "null"]
    if len(forms) == 1:
        content["schema"], body["required"] = forms[0], False


def _header(name: str) -> Json:
    header, text, form = HEADERS[name]
    return {"in": "header", "name": header, "required": False, "description": f"{text.zh} / {text.en}", "schema": form}


def _add_responses(said: Json, path: str, marks: tuple[str, ...], has_body: bool, *, writes: bool) -> None:
    answers: Json = {str(status): each for status, each in said["responses"].items()}
    for each in answers.values():
        each["description"] = said["summary"]
        each.setdefault("headers", {}).update(_quota_headers())
    if "created" in marks:
        answers["201"] = {**answers["200"], "description": "新建 / it is new"}
    if "etag" in marks:
        answers["304"] = {"description": "没有变化 / nothing changed"}
    pages = any(parameter["name"] == "cursor" for parameter in said["parameters"])
    statuses = [*ALWAYS, *(OF_BODIES if has_body else ()), *((404,) if writes or pages or "{" in path else ())]
    statuses += [409] if writes else []
    statuses += [412] if "match" in marks else []
    statuses += [503] if "room" in marks else []
    said["responses"] = {
        **answers,
        **{str(status): {"$ref": f"#/components/responses/{status}"} for status in statuses},
    }


def _quota_headers() -> Json:
    return {
        "RateLimit-Policy": {"description": "每分钟的限额 / the quota of a minute", "schema": {"type": "string"}},
        "RateLimit": {"description": "还剩多少 / what is left of it", "schema": {"type": "string"}},
    }


def _problem(no: Refused, title: Text) -> Json:
    examples = {lang: {"value": said_of(no, lang, "/api/v1/cases/shop:GD-2026-0001/offers")} for lang in ("zh", "en")}
    content = {"schema": {"$ref": "#/components/schemas/Problem"}, "examples": examples}
    return {"description": f"{title.zh} / {title.en}", "content": {MEDIA_TYPE: content}}
