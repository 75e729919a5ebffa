"""What stands in the chain for a text or a file that somebody handed in; anyone with the salt can compute it again."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable

from gongdao.kernel.digest import canonical

TEXT = "text/plain; charset=utf-8"


def commitment(salt: bytes, stream: str, person: str, media_type: str, content: bytes) -> str:
    """Give what stands for a content: its HMAC-SHA256 under the salt, which covers also whose it is and of what kind.

    Without the salt nobody can try whether a guess of the content is right.
    """
    return of_pieces(salt, stream, person, media_type, [content])


def of_pieces(salt: bytes, stream: str, person: str, media_type: str, pieces: Iterable[bytes]) -> str:
    """Give what stands for a content that comes in pieces; the same as for the whole."""
    label = canonical({"stream": stream, "person": person, "media_type": media_type})
    made = hmac.new(salt, label + b"\n", hashlib.sha256)
    for piece in pieces:
        made.update(piece)
    return made.hexdigest()
