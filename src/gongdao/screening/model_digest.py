"""The digest by which a model is known again: of all that it was made of."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any


def model_digest(*parts: Mapping[str, Any]) -> str:
    """Give twelve hexadecimal digits that follow from the files of a model."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()[:12]
