"""What a key of a form was used for: the case it wrote into."""

from __future__ import annotations

from gongdao.service.record.models import KeyRow


def stream_of(key: str) -> str:
    """Give the stream a key was used for; empty where it was not used. The key is a secret of who sent it."""
    if not key:
        return ""
    return KeyRow.objects.filter(pk=key).values_list("stream", flat=True).first() or ""
