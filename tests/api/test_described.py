"""The description of the interface leaves nothing out: every field, an example of every body, every error."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator

from gongdao.case.decider import COMMANDS
from gongdao.service.api.command_table import LEFT_OUT, TABLE
from gongdao.service.api.kinds import Body
from machines import API, Market, client, described, operations

ERRORS = {"401", "403", "422", "429", "500"}


def test_every_field_is_described_in_both_languages(standing):
    said = described()
    assert said["openapi"].startswith("3.1")
    assert [place for place, form in fields(said) if " / " not in form.get("description", "")] == []


def test_every_field_has_an_example_of_its_own_that_is_true_of_it(standing):
    said = described()
    judge = Draft202012Validator({"$defs": said["components"]["schemas"]})
    missing, wrong = [], []
    for place, form in fields(said):
        examples = form.get("examples", [])
        if not examples and not is_made_of_others(form):
            missing.append(place)
        form = json.loads(json.dumps(form).replace("#/components/schemas/", "#/$defs/"))
        wrong += [
            (place, each) for each in examples if not judge.evolve(schema={**judge.schema, **form}).is_valid(each)
        ]
    assert missing == []
    assert wrong == []


def fields(said: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, model in said["components"]["schemas"].items():
        for field, form in model.get("properties", {}).items():
            yield f"{name}.{field}", form


def is_made_of_others(form: dict[str, Any]) -> bool:
    """One or several of another schema: the example is that of each of its fields, and is not written twice."""
    forms = [each for each in form.get("anyOf", form.get("allOf", [form])) if each != {"type": "null"}]
    return all("$ref" in each.get("items", each) for each in forms)


def test_no_two_bodies_share_the_name_they_are_described_under(standing):
    described()
    names = [body.__name__ for body in kinds_of(Body)]
    assert [name for name in names if names.count(name) > 1] == []


def kinds_of(parent: type) -> list[type]:
    return [kind for child in parent.__subclasses__() for kind in (child, *kinds_of(child))]


def test_every_operation_says_what_it_does_what_it_answers_and_what_can_go_wrong(standing):
    said = described()
    for path, method, operation in operations(said):
        assert " / " in operation["summary"], path
        assert set(operation["responses"]) >= ERRORS, (path, method)
        assert operation["security"], path
        assert all(" / " in said["description"] for said in operation["responses"].values() if "$ref" not in said), path
        for parameter in operation.get("parameters", ()):
            assert parameter.get("description"), (path, parameter["name"])
        body = operation.get("requestBody", {}).get("content", {}).get("application/json")
        assert body is None or body.get("examples"), (path, method)
        if "commands" in operation["tags"]:
            assert "Idempotency-Key" in json.dumps(operation["parameters"]), path


def test_every_error_has_an_example_in_both_languages_that_is_one_of_its_own(standing):
    for status, said in described()["components"]["responses"].items():
        [told] = said["content"].values()
        problems = {lang: each["value"] for lang, each in told["examples"].items()}
        assert {str(each["status"]) for each in problems.values()} == {status}
        assert problems["zh"]["code"] == problems["en"]["code"]
        assert problems["zh"]["detail"] != problems["en"]["detail"]
        assert not any("{" in each["detail"] for each in problems.values())


def test_every_command_of_people_has_its_operation():
    assert {kind.__name__ for kind in COMMANDS} - {kind.__name__ for kind in TABLE} == set(LEFT_OUT)
    assert len({line.resource for line in TABLE.values()}) == len(TABLE)


def test_the_interactive_pages_are_served_from_here_under_the_policy_of_all_pages(standing):
    page = client().get(f"{API}/docs")
    assert page.status_code == 200
    text = page.content.decode()
    assert "://" not in text
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]


def test_lists_and_a_case_ask_the_database_as_often_for_many_as_for_one(market: Market):
    for number in range(3):
        market.opened(f"O-{number}")
    case = market.ask("get", "/cases").json()["items"][0]["id"]
    paths = (
        "/cases",
        "/orders",
        "/users",
        "/shops",
        f"/cases/{case}",
        f"/cases/{case}/events",
        f"/cases/{case}/ledger",
    )
    counted = {}
    for path in paths:
        market.ask("get", path)
        with CaptureQueriesContext(connection) as queries:
            assert market.ask("get", path).status_code == 200
        counted[path.replace(case, "…")] = len(queries)
    assert counted == {
        "/cases": 3, "/orders": 2, "/users": 4, "/shops": 2, "/cases/…": 3, "/cases/…/events": 5, "/cases/…/ledger": 4,
    }  # fmt: skip


def test_the_page_of_all_operations_is_up_to_date(standing, checkout):
    from gongdao.service.api.operation_list import operation_list

    page = checkout / "docs" / "reference" / "api-operations.md"
    assert page.read_text() == operation_list(described())
