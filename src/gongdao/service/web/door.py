"""The door for files in forms: only the page for evidence takes any, from who is signed in, and none too large."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest

from gongdao.service.record.file_store import MOST_BYTES, MOST_IN_CASE

OPEN_AT = "/evidence/new"


class Door(TemporaryFileUploadHandler):
    """Writes the files of a form to disk as they come; Django asks for a class.

    The names of those that were too large stand in ``request.too_large``.
    """

    come = total = 0

    def new_file(self, *args: Any, **named: Any) -> None:
        """Let a file in where files are taken.

        :raises SkipFile: this page takes none, or nobody is signed in.
        """
        self.come = 0
        actor = getattr(self.request, "actor", None)
        if self.request is None or not self.request.path_info.endswith(OPEN_AT) or not getattr(actor, "person", ""):
            raise SkipFile
        super().new_file(*args, **named)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write a part of a file.

        :raises SkipFile: it has become too large.
        """
        self.come, self.total = self.come + len(raw_data), self.total + len(raw_data)
        if self.come > MOST_BYTES or self.total > MOST_IN_CASE:
            vars(self.request).setdefault("too_large", []).append(self.file_name)
            raise SkipFile
        super().receive_data_chunk(raw_data, start)


def too_large(request: HttpRequest) -> list[str]:
    """Give the names of the files of a form that were too large."""
    found: list[str] = vars(request).get("too_large", [])
    return found
