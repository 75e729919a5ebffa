"""The pages for when something is not as it should be: what happened, and what to do next; never a traceback."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from gongdao.kernel.errors import BadInput, Refused
from gongdao.kernel.text import Text
from gongdao.service.people.actor import NOBODY, Actor
from gongdao.service.sentences import said

# How the codes of refusals end that say that there is nothing for who asks; the rest is about what was asked for.
UNKNOWN = ("-not-found", "blob-unknown", "blob-erased")
FORBIDDEN = ("not-yours", "staff-only", "second-factor")
BARE = (400, 403, 404, 405, 413, 429)
MACHINES = ("/api/", "/healthz", "/readyz", "/metrics", "/static/")


@dataclass(frozen=True, slots=True)
class Page:
    """What a status means to a person, and what helps."""

    title: Text
    text: Text


PAGES: dict[int, Page] = {
    400: Page(
        Text("这个请求看不懂", "This request cannot be read"),
        Text(
            "请返回上一页再试一次；文字里若夹着看不见的乱码，请删掉，或者重新打一遍。没有任何东西被改动。",
            "Go back and try again; if the text holds characters that cannot be read, delete them or type it anew. "
            "Nothing was changed.",
        ),
    ),
    403: Page(
        Text("您不能打开这一页", "You may not open this page"),
        Text(
            "可能是登录过期了，也可能这一页属于别的身份。请返回上一页刷新，或换一个账号登录。",
            "You may have been signed out, or the page is for somebody else. Go back and reload, or sign in "
            "as another.",
        ),
    ),
    404: Page(
        Text("没有这一页", "There is no such page"),
        Text(
            "请核对地址或案件号。也可能是您没有权限查看：两种情况我们都不区分，以保护当事人。",
            "Check the address or the case number. It may also be that you may not see it; to protect the parties, "
            "both look alike.",
        ),
    ),
    405: Page(
        Text("这一页不能这样打开", "This page cannot be opened like this"),
        Text("请从页面上的按钮进入。", "Come here by the buttons of the pages."),
    ),
    409: Page(
        Text("别人抢先了一步", "Somebody was faster"),
        Text(
            "案件刚刚有了变化。请刷新页面，看看现在的情况再决定。",
            "The case has just changed. Reload, look, and decide again.",
        ),
    ),
    413: Page(
        Text("内容太大", "This is too large"),
        Text(
            "文字请只贴要紧的那一段；文件请分几次上传，或者换小一点的。",
            "Paste only the part that matters; upload files in parts, or take smaller ones.",
        ),
    ),
    422: Page(
        Text("这样做不行", "This cannot be done"),
        Text("没有任何东西被改动。", "Nothing was changed."),
    ),
    429: Page(
        Text("请求太多，请稍等", "Too many requests"),
        Text("请等几分钟再试。", "Please wait a few minutes and try again."),
    ),
    500: Page(
        Text("我们这里出了错", "Something went wrong on our side"),
        Text(
            "您提交的内容要么已经完整保存，要么完全没有保存，不会只存一半。请稍后刷新看看；还是不行，请联系平台并告诉我们发生的时间。",
            "What you sent is saved whole or not at all, never by half. Reload in a moment; if it stays like this, "
            "tell the platform when it happened.",
        ),
    ),
}


class Errors:
    """Gives a page for what was refused, and for what Django answers without one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Put a page where an answer has none."""
        response = self.get_response(request)
        if response.status_code in BARE and not response.content and not _is_for_machines(request):
            page = page_of(request, response.status_code)
            for name in ("Allow", "Retry-After"):
                if name in response:
                    page[name] = response[name]
            return page
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Say what was refused; who is not signed in is asked to be where that may help."""
        if _is_for_machines(request) or not isinstance(exception, Refused | BadInput):
            return None
        return refused(request, exception)


def refused(request: HttpRequest, error: Refused | BadInput) -> HttpResponse:
    """Give the page for what was refused."""
    code = error.code if isinstance(error, Refused) else ""
    actor: Actor = getattr(request, "actor", NOBODY)
    if code.endswith(UNKNOWN) and not actor.person:
        to = f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}"
        return HttpResponseRedirect(to)
    status = 404 if code.endswith(UNKNOWN) else 403 if code in FORBIDDEN else 409 if code == "case-moved-on" else 422
    return page_of(request, status, "" if status == 404 else " ".join(said(error, getattr(request, "lang", "zh"))))


def page_of(request: HttpRequest, status: int, why: str = "") -> HttpResponse:
    """Give the page of a status, with why where somebody said."""
    page = PAGES.get(status, PAGES[500])
    return render(request, "error.html", {"page": page, "status": status, "why": why}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for what cannot be read, or is too large to be."""
    return page_of(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """The page for what one may not see, and for a form whose session is over."""
    return page_of(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for what there is none of."""
    return page_of(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """The page for an error of ours; it asks nothing of a database, which may be the reason."""
    page = {"page": PAGES[500], "request": request}
    return HttpResponse(render_to_string("broken.html", page), status=500)


def _is_for_machines(request: HttpRequest) -> bool:
    return request.path.startswith(MACHINES)
