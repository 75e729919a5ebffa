"""Says what became of the money of an order in the cases about it: to its buyer, in one line each."""

from __future__ import annotations

from gongdao.kernel.text import Text

REFUNDED = Text("已退款", "Refunded")
PARTLY = Text("已部分退款", "Partly refunded")
ALL_BACK = Text("钱已经全部退给您：{back}。", "All of it came back to you: {back}.")
PART_BACK = Text("已经退给您 {back}，其余还在平台。", "{back} came back to you; the platform holds the rest.")
PART_BACK_REST_PAID = Text("已经退给您 {back}，其余已付给卖家。", "{back} came back to you; the seller has the rest.")
PAID_OUT = Text("按案件的结果，钱已经付给卖家。", "As the case ended, the money went to the seller.")
# What a case came to, with the case in brackets behind it.
BACK = Text("已退款 {back}", "Refunded {back}")
RULED_NOT = Text("裁决没有退款", "Ruled: nothing is refunded")
NOTHING = Text("没有退款", "Nothing was refunded")


def badge(back: int, paid: int) -> Text | None:
    """Give what an order is called of which money came back; None of one of which nothing did."""
    return (REFUNDED if back >= paid else PARTLY) if back > 0 else None


def means(back: int, paid: int, held: int) -> Text | None:
    """Say where the money of an order is now; None where its cases moved none of it, in minor units all three."""
    if back > 0:
        return ALL_BACK if back >= paid else PART_BACK if held > 0 else PART_BACK_REST_PAID
    return PAID_OUT if held <= 0 < paid else None


def result(back: int, closed: bool, ruled: bool) -> Text | None:
    """Say what a case came to; None while that is open."""
    if back > 0:
        return BACK
    return (RULED_NOT if ruled else NOTHING) if closed else None
