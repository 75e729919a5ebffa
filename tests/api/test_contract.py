"""The description of the interface is true: schemathesis asks every operation in every role, with all its checks."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

import pytest
import schemathesis
from hypothesis import given, strategies as st
from schemathesis.core.result import Ok
from schemathesis.generation.modes import GenerationMode

from counts import count, examples
from gongdao.service.api.openapi import PICTURES
from gongdao.service.people.models import User
from gongdao.service.wsgi import application
from kinds_made import FORMATS, pictures
from machines import Market, key_of, person

CASE = f"shop:GD-{datetime.now(UTC).year}-0001"
ROLES = ("marketplace", "buyer", "seller", "staff", "supervisor", "juror", "operator", "nobody")
VENDORS = ("sqlite", "postgres")
# A short run asks in each role on one database or the other, a long one in each role on both.
ALL = tuple((vendor, role) for role in ROLES for vendor in VENDORS)
ALTERNATE = tuple((VENDORS[number % 2], role) for number, role in enumerate(ROLES))
PAIRS = ALL if count(short=0, long=1) else ALTERNATE
for _name, _strategy in FORMATS.items():
    schemathesis.openapi.format(_name, _strategy)
for _kind in PICTURES:
    schemathesis.openapi.media_type(_kind, pictures(_kind))


def token_of(role: str, market: Market) -> str:
    if role == "marketplace":
        return market.token
    if role in ("buyer", "seller"):
        return key_of(user=User.objects.get(external_id="U-1" if role == "buyer" else "U-2"))
    return "" if role == "nobody" else person(role)[1]


@pytest.mark.parametrize(("standing", "role"), PAIRS, indirect=["standing"])
def test_every_operation_answers_as_it_is_described(market: Market, role: str):
    case = market.opened("O-1")
    token = token_of(role, market)
    headers = {"Host": "localhost", **({"Authorization": f"Bearer {token}"} if token else {})}
    assert case == CASE
    for strategy in strategies():
        ask(strategy, headers)


@cache
def strategies():
    """The requests there are of each operation: about a case and an order that are there, or about anything else."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application, headers={"Host": "localhost"})
    schema.config.generation.update(allow_x00=False)
    # A request that is right is also answered with what stood in the way: 412 where the case moved on.
    schema.config.checks.positive_data_acceptance.expected_statuses += ["412"]
    found = list(schema.get_all_operations())
    assert all(isinstance(each, Ok) for each in found)
    return [each.ok().as_strategy() for each in found]


def ask(strategy, headers):
    @examples(short=1, long=10)
    @given(case=strategy, ours=st.booleans())
    def asked(case, ours):
        if ours and case.meta.generation.mode is GenerationMode.POSITIVE:
            known = {"case_id": CASE, "order_id": "O-1", "user_id": "U-1", "shop_id": "S-1"}
            case.path_parameters = {name: known.get(name, said) for name, said in (case.path_parameters or {}).items()}
        case.call_and_validate(headers=headers)

    asked()


@schemathesis.serializer("application/offset+octet-stream", *PICTURES)
def piece(ctx, value):
    return value if isinstance(value, bytes) else str(value).encode()
