"""The words of a page, as one reads them."""

from __future__ import annotations

import re

from django.http import HttpResponse
from django.test import Client

UNSEEN = re.compile(r"<(style|script|head).*?</\1>", re.DOTALL)


def words(page: str) -> str:
    """This function will give a page or a piece of one without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def words_in(page: str, part: str = "main") -> str:
    """This function will give the words of one part of a page: ``main`` or ``header``."""
    return words(page[page.index(f"<{part}") : page.index(f"</{part}>")])


def said(response: HttpResponse) -> str:
    """This function will give all that a page says."""
    return words(UNSEEN.sub(" ", response.content.decode()))


def said_at(browser: Client, path: str, part: str = "main") -> str:
    """This function will go to a page and give the words of one part of it."""
    return words_in(browser.get(path).content.decode(), part)
