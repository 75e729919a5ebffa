"""A process forked where an event loop runs, as one does once a browser was started, works where its test does."""

from __future__ import annotations

import asyncio
import os

from django.db import connections

from crashes import forked, killed_before, was_killed
from gongdao.service.people.models import User
from grounds import fresh
from people_of import person
from standing import standing_on

# As for a browser of the tests, whose event loop runs for as long as it lives.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


def doomed() -> None:
    with killed_before("default", 2):
        person("zhang")
        person("wang")


async def beside_a_browser(folder) -> None:
    with fresh("sqlite", folder) as ground, standing_on(ground.url):
        assert was_killed(forked(doomed))
        assert [user.username for user in User.objects.all()] == ["zhang"]


def test_a_process_forked_beside_a_browser_works_on_the_database_of_its_test(tmp_path):
    with fresh("sqlite", tmp_path) as before, standing_on(before.url):
        connections["default"].ensure_connection()
        asyncio.run(beside_a_browser(tmp_path))
