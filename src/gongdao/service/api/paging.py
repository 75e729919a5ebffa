"""Long lists page by page: a cursor says where the next page begins, whatever was added meanwhile."""

from __future__ import annotations

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpResponse
from pydantic import BaseModel, ConfigDict, Field, create_model

from gongdao.kernel.errors import Refused
from gongdao.service.api.kinds import Answer, many
from gongdao.service.api.operations import answer

MOST = 100
A_CURSOR = "WyJzaG9wOkdELTIwMjYtMDAyMCJd"


class Paged(BaseModel):
    """Which page of a list is asked for."""

    model_config = ConfigDict(extra="forbid")

    cursor: str = Field(
        "",
        max_length=400,
        description="上一页的 next_cursor / next_cursor of the page before",
        examples=[A_CURSOR],
    )
    limit: int = Field(20, ge=1, le=MOST, description="一页多少条 / how many on a page", examples=[20])


def page_of(item: type[BaseModel], name: str) -> type[BaseModel]:
    """Make the schema of a page of such items."""
    return create_model(
        name,
        __base__=Answer,
        __doc__="一页 / a page",
        items=(many(item), Field(description="这一页的内容 / what is on this page")),
        next_cursor=(
            str,
            Field(
                description="下一页的 cursor，没有则为空 / cursor of the next page, empty on the last",
                examples=[A_CURSOR],
            ),
        ),
    )


def begin(cursor: str, size: int) -> list[Any]:
    """Give the values at which a page begins, as many as the list is sorted by; none for the first page.

    :raises Refused: it is no cursor of ours.
    """
    if not cursor:
        return []
    try:
        found = json.loads(urlsafe_b64decode(cursor.encode("ascii")))
    except (ValueError, binascii.Error) as wrong:
        raise Refused("cursor-form", value=cursor[:60]) from wrong
    fits = isinstance(found, list) and len(found) == size and all(type(each) in (str, int) for each in found)
    if not fits or any(isinstance(each, int) and abs(each) >= 2**63 for each in found) or "\0" in str(found):
        raise Refused("cursor-form", value=cursor[:60])
    return list(found)


def page(
    rows: Sequence[Any], limit: int, shown: Callable[[Sequence[Any]], list[Any]], key: Callable[[Any], Sequence[Any]]
) -> HttpResponse:
    """Answer with a page of rows, of which one more than the limit was read."""
    last = rows[:limit][-1:] if len(rows) > limit else []
    cursor = urlsafe_b64encode(json.dumps(list(key(last[0]))).encode()).decode() if last else ""
    return answer({"items": shown(rows[:limit]), "next_cursor": cursor})
