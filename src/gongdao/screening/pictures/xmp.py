"""Reads single values out of an XMP packet by searching it, in linear time: no XML of strangers is ever expanded."""

from __future__ import annotations

MOST = 2_000
LIST_MARKS = ("<rdf:Seq", "<rdf:Bag", "<rdf:Alt", "<rdf:li")


def value_of(packet: str, name: str) -> str:
    """Give the first value of a property, written as an attribute or as an element; empty where there is none."""
    for mark in (f"{name}=", f"<{name} rdf:resource="):
        at = packet.find(mark) + len(mark)
        quotation = packet[at : at + 1]
        if at >= len(mark) and quotation in ('"', "'") and quotation:
            return packet[at + 1 : at + MOST].split(quotation, 1)[0].strip()
    at = packet.find(f"<{name}>")
    return _element(packet[at + len(name) + 2 : at + MOST]) if at >= 0 else ""


def counted(packet: str, name: str) -> int:
    """Give how often a property is said, as an attribute or as an element."""
    return packet.count(f"{name}=") + packet.count(f"<{name}>")


def _element(text: str) -> str:
    """The text of an element, or of the first one in a list of it."""
    text = text.lstrip()
    for _ in LIST_MARKS:
        if not text.startswith(LIST_MARKS) or ">" not in text:
            break
        text = text.split(">", 1)[1].lstrip()
    return text.split("<", 1)[0].strip()
