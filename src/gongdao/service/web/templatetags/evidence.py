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


@register.filter
def pictures(files: tuple[File, ...]) -> list[File]:
    """The pictures among files, those that were erased left out."""
    return [file for file in files if file.form == "picture" and not file.erased_at]


@register.filter
def picture_name(id_: str, number: int) -> str:
    """What names a picture at the desk: ``{{ card.id|picture_name:file.number }}`` is ``E2-1``."""
    return f"{id_}-{number}"
