"""The table of all fields of a case file, one page per part of it; data only."""

from __future__ import annotations

from gongdao.case.fields import claim, evidence, expect, file, order, people, process

FIELDS = (*file.FIELDS, *order.FIELDS, *people.FIELDS, *claim.FIELDS, *evidence.FIELDS, *process.FIELDS, *expect.FIELDS)
