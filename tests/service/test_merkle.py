"""The tree over all heads is that of RFC 6962: the same root however it is built, and a path from every leaf."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, strategies

from gongdao.kernel.digest import canonical
from gongdao.service.record.merkle import Leaf, Tree, root_of, tree

SIZES = strategies.integers(min_value=1, max_value=70)


def leaves(count: int) -> list[Leaf]:
    return [Leaf(f"shop:C-{number:03}", number, hashlib.sha256(bytes([number])).hexdigest()) for number in range(count)]


def as_the_rfc_says(wanted: list[Leaf]) -> bytes:
    """Section 2.1 word for word: split at the largest power of two below the number of leaves."""
    if len(wanted) == 1:
        return hashlib.sha256(b"\x00" + canonical(wanted[0])).digest()
    half = 1 << (len(wanted) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + as_the_rfc_says(wanted[:half]) + as_the_rfc_says(wanted[half:])).digest()


@given(SIZES)
def test_the_root_is_that_of_the_rfc(count):
    assert tree(leaves(count)).root == as_the_rfc_says(leaves(count)).hex()


@given(SIZES, strategies.data())
def test_a_path_leads_from_every_leaf_to_the_root(count, data):
    wanted = data.draw(strategies.sampled_from(leaves(count)))

    built = tree(leaves(count), wanted.stream)

    assert built.path is not None
    assert root_of(wanted, built.path) == built.root


@given(SIZES, strategies.data())
def test_another_leaf_does_not_arrive_at_the_root(count, data):
    wanted = data.draw(strategies.sampled_from(leaves(count)))
    path = tree(leaves(count), wanted.stream).path

    assert root_of(Leaf(wanted.stream, wanted.seq + 1, wanted.digest), path) != tree(leaves(count)).root


def test_a_stream_that_is_not_there_has_no_path():
    assert tree(leaves(5), "shop:C-9").path is None


def test_nothing_has_a_root_too():
    assert tree([]) == Tree(hashlib.sha256(b"").hexdigest(), 0)


def test_a_node_is_never_taken_for_a_leaf():
    one, two = leaves(2)

    assert hashlib.sha256(b"\x01" + bytes(64)).hexdigest() != tree([one, two]).root
    assert tree([one]).root != hashlib.sha256(canonical(one)).hexdigest()


@pytest.mark.parametrize("step", [("up", "0" * 64), ("left", "0" * 63), ("left", "z" * 64)])
def test_a_step_of_another_form_is_refused(step):
    with pytest.raises(ValueError, match=r"up|left|fromhex"):
        root_of(leaves(1)[0], [step])
