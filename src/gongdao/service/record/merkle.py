"""The Merkle tree of RFC 6962 over the heads of all streams: one root for everything, one path for each stream."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from gongdao.kernel.digest import canonical

# RFC 6962, section 2.1: a leaf can never be taken for a node.
AS_LEAF, AS_NODE = b"\x00", b"\x01"
LEFT, RIGHT = "left", "right"
Step = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Leaf:
    """The head of a stream: its last event, by its digest."""

    stream: str
    seq: int
    digest: str


@dataclass(frozen=True, slots=True)
class Tree:
    """A root over so many heads; ``path`` leads to it from the leaf that was asked for, from the bottom upwards.

    Each step of the path names the side on which the other half stands, and its digest in hexadecimal.
    """

    root: str
    count: int
    path: tuple[Step, ...] | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    size: int
    digest: bytes
    path: tuple[Step, ...] | None


def tree(leaves: Iterable[Leaf], wanted: str = "") -> Tree:
    """Build the tree over leaves that come sorted by stream, holding no more of it than a few parts at a time.

    The path is None where the wanted stream is not among them.
    """
    parts: list[_Part] = []
    count = 0
    for it in leaves:
        count += 1
        parts.append(_Part(1, leaf_digest(it), () if it.stream == wanted else None))
        while len(parts) > 1 and parts[-1].size == parts[-2].size:
            parts[-2:] = [_joined(parts[-2], parts[-1])]
    if not parts:
        return Tree(hashlib.sha256().hexdigest(), 0)
    while len(parts) > 1:
        parts[-2:] = [_joined(parts[-2], parts[-1])]
    return Tree(parts[0].digest.hex(), count, parts[0].path)


def leaf_digest(leaf: Leaf) -> bytes:
    """Give the digest of a leaf: of a zero byte and the canonical JSON of the head."""
    return hashlib.sha256(AS_LEAF + canonical(leaf)).digest()


def root_of(leaf: Leaf, path: Iterable[Step]) -> str:
    """Climb from a head along a path; whoever arrives at the published root has shown that the head is under it.

    :raises ValueError: a step names no side, or a digest that is none.
    """
    digest = leaf_digest(leaf)
    for side, other in path:
        if side not in (LEFT, RIGHT) or len(other) != 64:
            raise ValueError(side)
        sibling = bytes.fromhex(other)
        digest = _node(sibling, digest) if side == LEFT else _node(digest, sibling)
    return digest.hex()


def _joined(left: _Part, right: _Part) -> _Part:
    path = None
    if left.path is not None:
        path = (*left.path, (RIGHT, right.digest.hex()))
    elif right.path is not None:
        path = (*right.path, (LEFT, left.digest.hex()))
    return _Part(left.size + right.size, _node(left.digest, right.digest), path)


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(AS_NODE + left + right).digest()
