"""What stands in the chain for a text or a file that somebody handed in; anyone with the salt can compute it again."""

from __future__ import annotations

import hashlib
import hmac

from gongdao.kernel.digest import canonical

TEXT = "text/plain; charset=utf-8"


def commitment(salt: bytes, stream: str, person: str, media_type: str, content: bytes) -> str:
    """Give what stands for a content: its HMAC-SHA256 under the salt, which covers also whose it is and of what kind.

    Without the salt nobody can try whether a guess of the content is right.
    """
    label = canonical({"stream": stream, "person": person, "media_type": media_type})
    return hmac.new(salt, label + b"\n" + content, hashlib.sha256).hexdigest()
