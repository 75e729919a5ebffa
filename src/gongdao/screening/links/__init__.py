"""Screening of links, offline: whose name an address carries, whose it is, and by which trick it deceives."""
