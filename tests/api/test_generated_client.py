"""A client that a program made from the description opens a case and settles it."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from types import ModuleType

import httpx
import pytest

from gongdao.service.wsgi import application
from machines import API, Market, client, request_on

NAME = "gongdao_client"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """The client, made once, as a package that can be imported."""
    folder = tmp_path_factory.mktemp("client")
    (folder / "openapi.json").write_bytes(client().get(f"{API}/openapi.json").content)
    (folder / "config.yaml").write_text("post_hooks: []\n")
    words = ["--path", "openapi.json", "--config", "config.yaml", "--meta", "none", "--output-path", NAME]
    made = [sys.executable, "-m", "openapi_python_client", "generate", *words]
    ran = subprocess.run(made, cwd=folder, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "WARNING" not in ran.stdout, ran.stdout
    sys.path.insert(0, str(folder))
    yield importlib.import_module(NAME)
    sys.path.remove(str(folder))


def test_it_opens_and_settles_a_case(market: Market, made: ModuleType):
    market.order("O-1")
    asking = made.AuthenticatedClient(
        "http://localhost", market.token, httpx_args={"transport": httpx.WSGITransport(app=application)}
    )

    def operation(tag: str, name: str) -> ModuleType:
        return importlib.import_module(f"{NAME}.api.{tag}.{name}")

    models = importlib.import_module(f"{NAME}.models")
    given = models.RequestGiven.from_dict(request_on("O-1"))
    opened = operation("cases", "open_case").sync(client=asking, body=given, gongdao_act_as="user:U-1")
    assert isinstance(opened, models.Done), opened
    body = models.MakeOfferGiven.from_dict({"kind": "refund", "amount": 9900})
    made_offer = operation("commands", "make_offer").sync(
        opened.case, client=asking, body=body, gongdao_act_as="shop:S-1"
    )
    taken = operation("commands", "accept_offer").sync(
        opened.case, client=asking, body=models.AcceptOfferGiven(id=made_offer.id), gongdao_act_as="user:U-1"
    )
    assert isinstance(taken, models.Done), taken
    case = operation("cases", "get_case").sync(opened.case, client=asking)
    assert (case.stage, case.claimed) == ("remedy", 9900)
    refused = operation("commands", "accept_offer").sync_detailed(
        opened.case, client=asking, body=models.AcceptOfferGiven(id=made_offer.id), gongdao_act_as="user:U-1"
    )
    assert (refused.status_code, json.loads(refused.content)["code"]) == (409, "settled-already")
