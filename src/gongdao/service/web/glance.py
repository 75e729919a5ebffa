"""Takes the picture of the public check into memory, and never onto a disk: nothing of it is kept."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopFutureHandlers

OPEN_AT = "/check"
MOST_BYTES = 10 * 1024 * 1024


class Glance(FileUploadHandler):
    """Stands before the door for files and takes what comes to the public check; Django asks for a class.

    It takes one picture; of what is too large the name stands in ``request.too_large``.
    """

    taken: BytesIO | None = None

    def new_file(self, *args: Any, **named: Any) -> None:
        """Take the first file of the check; leave other pages to the door.

        :raises StopFutureHandlers: the file is ours.
        :raises SkipFile: it is one too many.
        """
        super().new_file(*args, **named)
        if self.request is None or self.request.path_info != OPEN_AT:
            return
        if self.taken is not None:
            raise SkipFile
        self.taken = BytesIO()
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Keep a part in memory.

        :raises SkipFile: the file has become too large.
        """
        if self.taken is None:
            return raw_data
        if start + len(raw_data) > MOST_BYTES:
            vars(self.request).setdefault("too_large", []).append(self.file_name)
            self.taken = BytesIO()
            raise SkipFile
        self.taken.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        """Give the file as the form gets it."""
        if self.taken is None:
            return None
        self.taken.seek(0)
        return InMemoryUploadedFile(
            self.taken, self.field_name, self.file_name, self.content_type, file_size, self.charset
        )
