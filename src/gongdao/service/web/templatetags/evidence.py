"""Tags of the pages that show evidence."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

from gongdao.service.web.evidence_cards import File

register = template.Library()


@register.filter
def of(files: Mapping[str, tuple[File, ...]] | None, id_: str) -> tuple[File, ...]:
    """The files of one piece: ``{{ files|of:card.id }}``."""
    return (files or {}).get(str(id_), ())
