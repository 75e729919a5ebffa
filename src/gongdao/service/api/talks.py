"""Messages that a party sends to the other in a case; each is screened before it is shown."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from gongdao.kernel.text import Text
from gongdao.service.actions.say import say
from gongdao.service.api.commands import TAG, CaseId, Done, done, seen
from gongdao.service.api.keyed import keyed
from gongdao.service.api.kinds import Body
from gongdao.service.api.operations import asker, operation

LONGEST = 2000


class Writing(Body):
    """发消息 / a message to the other side"""

    text: Annotated[str, Field(min_length=1, max_length=LONGEST)] = Field(
        description="要说的话 / what is said", examples=["明天给您补发一件。"]
    )


@operation(
    TAG, "POST", "/cases/{case_id}/messages", Done, Text("发消息", "Send a message"), scope="cases:write", status=201,
    marks=("key", "match"), examples={"example": {"text": "明天给您补发一件。"}}, takes=Writing,
    more=Text(
        "买家或卖家发消息给对方。发出前先检查：像骗局的话带着提示给对方看，规则要拦的内容先拦下、由人工放行。"
        "答复里的 id 是消息编号；是否被拦下见案件的事件。",
        "The buyer or the seller writes to the other side. It is screened first: words of a swindle are shown with a "
        "signal, a script that the rules stop is held back until a person lets it through. The id in the answer is the "
        "message's; whether it is held back stands among the events of the case.",
    ),
)  # fmt: skip
def say_message(request: HttpRequest, case_id: CaseId, given: Any) -> HttpResponse:
    """Send a message."""
    actor = asker(request)

    def run(key: str) -> HttpResponse:
        sent = say(actor, case_id, given.text, key, seen(request, case_id))
        return done(sent.receipt, sent.id)

    return keyed(request, actor, run)
