"""The operator's pages: how things stand, people and their roles, keys of machines, pauses, and who looked at what."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from gongdao.kernel.errors import BadInput, Refused
from gongdao.kernel.text import Text
from gongdao.service.actions import operate
from gongdao.service.people.keys import SCOPES
from gongdao.service.people.models import JUROR, OPERATOR, POLICY, ROLES, SELLER, STAFF, SUPERVISOR
from gongdao.service.queries import operator as seen
from gongdao.service.sentences import said
from gongdao.service.web.visitor import Visit, now_of
from gongdao.telling.instants import HOME

ROLE_NAMES = {
    SELLER: Text("卖家（一家店铺）", "Seller, of one shop"),
    STAFF: Text("小二", "Adjudicator"),
    SUPERVISOR: Text("主管", "Supervisor"),
    JUROR: Text("评审员", "Juror"),
    POLICY: Text("规则制定者", "Policy maker"),
    OPERATOR: Text("运维", "Operator"),
}
GRANTED = Text("已授予角色。", "The role was granted.")
TAKEN = Text("已收回角色。", "The role was taken away.")
SWITCHED = Text("账号状态已更改。", "The account was changed.")
REVOKED = Text("密钥已收回，立即失效。", "The key was taken back and works no more.")
BEGUN = Text("第 {n} 次暂停已开始，所有期限停下。", "Pause {n} has begun and every clock stands still.")
ENDED = Text("第 {n} 次暂停已结束，期限接着算。", "Pause {n} is over and the clocks run on.")
REGISTERED = Text(
    "第 {n} 次暂停已登记，各案期限随即重算。", "Pause {n} is registered and the deadlines are computed again."
)
SOUND = Text(
    "核对了最近变动的 {n} 个案件，全部相符。", "The {n} cases that changed last were verified: all is in order."
)
UNSOUND = Text(
    "核对了 {n} 个案件，发现 {m} 处不符，见下。", "{n} cases were verified; {m} things are wrong, see below."
)
DATE_WRONG = Text("请填写日期和时间，如 2026-11-22 10:00", "Give a date and a time, such as 2026-11-22 10:00")
DO_UNKNOWN = Text("没有这个操作", "there is no such act")
LONG_LAG = timedelta(minutes=5)
# Far ones cannot be reckoned with in every zone.
YEARS = range(1990, 2200)
# What the access log calls by a code, and through what it was done.
DONE = {
    "case": Text("打开案件", "opened the case"),
    "file": Text("打开文件", "opened a file"),
    "evidence": Text("打开证据", "opened evidence"),
    "role-granted": Text("授予角色", "granted a role"),
    "role-taken": Text("收回角色", "took a role away"),
    "user-enabled": Text("启用账号", "enabled an account"),
    "user-disabled": Text("停用账号", "disabled an account"),
    "key-made": Text("生成密钥", "made a key"),
    "key-revoked": Text("收回密钥", "took a key back"),
    "pause-begun": Text("开始暂停", "began a pause"),
    "pause-ended": Text("结束暂停", "ended a pause"),
    "pause-registered": Text("登记暂停", "registered a pause"),
    "record-verified": Text("核对记录", "verified the record"),
    "users-searched": Text("查找用户", "looked for users"),
    "inward-secret-made": Text("生成收件密钥", "made a secret for what comes in"),
    "inward-closed": Text("不再收件", "takes in no more"),
    "endpoint-made": Text("添加接收端", "added an endpoint"),
    "endpoint-changed": Text("更改接收端", "changed an endpoint"),
    "endpoint-ping": Text("试发消息", "tried an endpoint"),
    "endpoint-replay": Text("重发没有送到的", "sent again what did not arrive"),
    "endpoint-secret-made": Text("更换接收端密钥", "changed an endpoint's secret"),
    "endpoint-enable": Text("启用接收端", "enabled an endpoint"),
    "endpoint-disable": Text("停用接收端", "disabled an endpoint"),
    "endpoint-remove": Text("移除接收端", "removed an endpoint"),
    "delivery-replayed": Text("重发一件", "sent a delivery again"),
}
THROUGH = {"session": Text("网页", "pages"), "key": Text("接口密钥", "API key"), "link": Text("链接", "link")}
SIDES = {"buyer": Text("买家", "Buyer"), "seller": Text("卖家", "Seller"), "marketplace": Text("商城", "Marketplace")}
Acts = dict[str, tuple[Callable[[], object], Text]]


def operator(request: Visit) -> HttpResponse:
    """How things stand and what is stuck; verifying the record again on a bounded number of cases."""
    problems: list[str] = []
    if request.method == "POST":
        try:
            count, found = operate.verify_some(request.actor)
        except Refused as no:
            return _refused(request, "operator/home.html", {"health": _health(request)}, no)
        problems = said(BadInput(list(found)), request.lang) if found else []
        if not problems:
            return _told(request, "operator", SOUND.say(request.lang).format(n=count))
        messages.error(request, UNSOUND.say(request.lang).format(n=count, m=len(problems)))
    return render(request, "operator/home.html", {"health": _health(request), "faults": problems})


def users(request: Visit) -> HttpResponse:
    """People and their roles."""
    wanted, page = request.GET.get("q", "").strip()[:80], number(request.GET.get("page", ""))
    found, more = seen.people(request.actor, wanted, page, now_of(request))
    context = {
        "people": [(it, [(held, ROLE_NAMES[held.role]) for held in it.roles]) for it in found],
        "roles": [(role, ROLE_NAMES[role]) for role in ROLES],
        "wanted": wanted,
        "page": page,
        "after": page + 1 if more else 0,
    }
    if request.method != "POST":
        return render(request, "operator/users.html", context)
    post, actor = request.POST, request.actor
    person, role, shop = (post.get(name, "").strip() for name in ("person", "role", "shop"))
    acts: Acts = {
        "grant": (lambda: operate.grant(actor, person, role, shop), GRANTED),
        "take": (lambda: operate.take_away(actor, number(post.get("row", ""), none=0)), TAKEN),
        "disable": (lambda: operate.switch(actor, person, active=False), SWITCHED),
        "enable": (lambda: operate.switch(actor, person, active=True), SWITCHED),
    }
    return _acted(request, "users", "operator/users.html", context, acts)


@never_cache
def keys(request: Visit) -> HttpResponse:
    """Keys of machines: made once and shown once, and taken back."""
    context: dict[str, Any] = {"keys": seen.keys(request.actor), "scopes": list(SCOPES.items()), "now": now_of(request)}
    if request.method != "POST":
        return render(request, "operator/keys.html", context)
    if request.POST.get("do") == "revoke":
        acts: Acts = {"revoke": (lambda: operate.revoke_key(request.actor, request.POST.get("id", "")), REVOKED)}
        return _acted(request, "keys", "operator/keys.html", context, acts)
    if request.session.get("key_form") == request.POST.get("key"):
        return HttpResponseRedirect(reverse("keys"), status=303)
    post = request.POST
    ends = _instant(post.get("expires", ""))
    if ends is None and post.get("expires", "").strip():
        said_wrong = {"problems": [DATE_WRONG.say(request.lang)], "typed": post}
        return render(request, "operator/keys.html", {**context, **said_wrong}, status=422)
    try:
        row, secret = operate.make_key(
            request.actor, post.get("name", "").strip() or "-", post.getlist("scopes"),
            source=post.get("source", "").strip(), person=post.get("person", "").strip(),
            expires_at=ends,
        )  # fmt: skip
    except Refused as no:
        return _refused(request, "operator/keys.html", context, no)
    # A resent form must not make a second key; the secret itself is kept nowhere.
    request.session["key_form"] = post.get("key")
    fresh = {**context, "keys": seen.keys(request.actor), "made": row, "secret": secret}
    return render(request, "operator/keys.html", fresh)


def pauses(request: Visit) -> HttpResponse:
    """The register of the platform's own pauses: what one would stop, beginning, ending, registering one."""
    context = {"found": seen.paused(request.actor), "now": now_of(request)}
    if request.method != "POST":
        return render(request, "operator/pauses.html", context)
    post, lang = request.POST, request.lang
    since, until = _instant(post.get("since", "")), _instant(post.get("until", ""))
    if post.get("do") == "add" and (since is None or until is None):
        return render(request, "operator/pauses.html", {**context, "problems": [DATE_WRONG.say(lang)]}, status=422)
    ground = post.get("ground", "").strip()
    acts: Acts = {
        "begin": (lambda: operate.begin_pause(request.actor, ground), BEGUN),
        "end": (lambda: operate.end_pause(request.actor), ENDED),
    }
    if since is not None and until is not None:
        acts["add"] = (lambda: operate.add_pause(request.actor, since, until, ground), REGISTERED)
    return _acted(request, "pauses", "operator/pauses.html", context, acts)


def access_log(request: Visit) -> HttpResponse:
    """Who looked at and did what."""
    page = number(request.GET.get("page", ""))
    wanted = {name: request.GET.get(name, "").strip()[:120] for name in ("person", "stream")}
    lines, more = seen.accesses(request.actor, wanted, page)
    context = {
        "lines": [(*_looked(same[0], request.lang), len(same), same[-1].at) for same in _of_a_day(lines)],
        "wanted": wanted,
        "page": page,
        "after": page + 1 if more else 0,
    }
    return render(request, "operator/access.html", context)


def _of_a_day(lines: Iterable[seen.Access]) -> list[list[seen.Access]]:
    """The same done by the same person on one day stands together, the latest first."""
    found: dict[tuple[object, ...], list[seen.Access]] = {}
    for it in lines:
        key = (it.at.astimezone(HOME).date(), it.person, it.role, it.what, it.stream, it.via)
        found.setdefault(key, []).append(it)
    return list(found.values())


def _looked(it: seen.Access, lang: str) -> tuple[seen.Access, str, str, str, str]:
    """A line of the log: as whom, what was done and to what, and through what."""
    what, _, to = it.what.partition(" ")
    names = ((ROLE_NAMES | SIDES, it.role), (DONE, what), (THROUGH, it.via))
    role, done, via = (known[word].say(lang) if word in known else word for known, word in names)
    return it, role, done, to, via


def number(text: str, none: int = 1) -> int:
    """Read a number of an address or a form; ``none`` where there is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else none


def _health(request: Visit) -> dict[str, Any]:
    found = seen.health(request.actor, now_of(request))
    late = found.lag is not None and found.lag > LONG_LAG
    troubles = [late, bool(found.stuck), found.unpaid, found.webhooks_failed, found.mails_failed, found.endpoints_off]
    return {
        "at": found,
        "late": late,
        "sound": not any(troubles),
        "seconds": int((found.lag or timedelta()).total_seconds()),
    }


def _acted(request: Visit, to: str, template: str, context: dict[str, Any], acts: Acts) -> HttpResponse:
    """Do what the form asks for and go back to its page; a refusal shows the page again with its reason."""
    act = acts.get(request.POST.get("do", ""))
    if act is None:
        return render(request, template, {**context, "problems": [DO_UNKNOWN.say(request.lang)]}, status=422)
    try:
        done, text = act
        return _told(request, to, text.say(request.lang).format(n=done()))
    except Refused as no:
        return _refused(request, template, context, no)


def _refused(request: Visit, template: str, context: dict[str, Any], no: Refused) -> HttpResponse:
    if no.code == "page-not-found":
        raise no
    return render(request, template, {**context, "problems": said(no, request.lang), "typed": request.POST}, status=422)


def _told(request: Visit, to: str, text: str) -> HttpResponse:
    messages.success(request, text)
    return HttpResponseRedirect(reverse(to), status=303)


def _instant(text: str) -> datetime | None:
    """A date and time as the browser's field or a person writes it, in Beijing; None where it is none."""
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    if at.year not in YEARS:
        return None
    return at if at.tzinfo is not None else at.replace(tzinfo=HOME)
