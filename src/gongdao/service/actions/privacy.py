"""What a person asks of the house about his own data."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from gongdao.kernel.errors import Refused
from gongdao.kernel.text import Text
from gongdao.service.delivery.models import Letter
from gongdao.service.installation import now
from gongdao.service.people.actor import Actor
from gongdao.service.people.models import OPERATOR, RoleRow
from gongdao.service.queries.privacy import kept_of

ABOUT = "ErasureAsked"
TO_OPERATORS = Text(
    "{person} 要求删除案件 {number} 里自己写的文字和交的材料（{role}）。"
    "确认后运行：gongdao erase {stream} --person {role} --yes",
    "{person} asks that what he wrote and handed in to case {number} be erased ({role}). Once checked, run: "
    "gongdao erase {stream} --person {role} --yes",
)
RECEIPT = Text(
    "收到您删除案件 {number} 个人内容的请求。审理没有结束的，结束后处理；裁决和付款的记录依法保留，其中没有您的文字。",
    "Your request to erase what is yours in case {number} was received. While a case runs it waits until the end; "
    "rulings and payments are kept as the law asks and hold none of your words.",
)


def ask_erasure(actor: Actor, streams: Sequence[str], key: str) -> int:
    """Ask that what is one's own in some cases be erased; the operators are told, and who asks gets a receipt.

    Gives how many cases that were; sent again with the same key it is asked once.

    :raises Refused: no case was chosen, or one of them is not the person's (``case-not-found``).
    """
    own = {kept.stream: kept for kept in kept_of(actor)}
    if not streams:
        raise Refused("nothing-chosen")
    if strange := next((stream for stream in streams if stream not in own), ""):
        raise Refused("case-not-found", case=strange)
    at, asked = now(), f"erasure/{actor.person}/{key}"  # a key of the other side's is another request
    operators = RoleRow.objects.filter(role=OPERATOR, user__is_active=True).values_list("user__person", flat=True)
    for stream in streams:
        kept = own[stream]
        parts = {"person": actor.person, "number": kept.number, "stream": stream, "role": kept.role}
        with transaction.atomic():
            for person in sorted(set(operators)):
                _letter(f"{asked}/{stream}/{person}", person, OPERATOR, "", TO_OPERATORS, parts, at)
            _letter(f"{asked}/{stream}/receipt", actor.person, kept.role, stream, RECEIPT, parts, at)
    return len(streams)


def _letter(key: str, person: str, place: str, stream: str, text: Text, parts: dict[str, str], at: object) -> None:
    zh, en = (text.say(lang).format(**parts) for lang in ("zh", "en"))
    defaults = {"person": person, "place": place, "about": ABOUT, "stream": stream, "zh": zh, "en": en, "at": at}
    Letter.objects.get_or_create(key=key, defaults=defaults)
