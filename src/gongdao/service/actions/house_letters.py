"""Letters of the house itself, to those who keep it running."""

from __future__ import annotations

from datetime import datetime

from gongdao.kernel.text import Text
from gongdao.service.delivery.models import EACH, NO_MAIL, Choice, Endpoint, Letter, Mail
from gongdao.service.people.models import OPERATOR, RoleRow

ABOUT = "EndpointDisabled"
SAYS = {
    "gone": Text(
        "webhook 接收端 {url} 答复说它不再接收（410），已停用。{then}",
        "The webhook endpoint {url} says that it takes no more (410) and was disabled. {then}",
    ),
    "failing": Text(
        "webhook 接收端 {url} 连续五天没有接收任何消息，已停用。{then}",
        "The webhook endpoint {url} has taken nothing for five days and was disabled. {then}",
    ),
}
THEN = Text(
    "请与平台查明原因，再启用它：停用前没有送到的会接着发，停用期间发生的事请平台从接口读取。",
    "Find out why with the marketplace and enable it: what had not arrived is sent then; what happens meanwhile the"
    " marketplace reads from the interface.",
)


def tell_operators(endpoint: Endpoint, why: str, now: datetime) -> None:
    """Tell every operator, by letter and by mail, that an endpoint was disabled and what to do."""
    said = {lang: SAYS[why].say(lang).format(url=endpoint.url, then=THEN.say(lang)) for lang in ("zh", "en")}
    people = RoleRow.objects.filter(role=OPERATOR, user__is_active=True).order_by("user_id")
    for person, address in people.values_list("user__person", "user__email").distinct():
        key = f"endpoint/{endpoint.id}/{now.isoformat()}/{person}"
        wants = Choice.objects.filter(person=person).values_list("mail", flat=True).first() or EACH
        mail = None
        if address and wants != NO_MAIL:
            mail = Mail.objects.create(key=key, person=person, kind="notice", created_at=now, next_try_at=now)
        Letter.objects.create(
            key=key, person=person, place=OPERATOR, about=ABOUT, zh=said["zh"], en=said["en"], at=now, mail=mail
        )
