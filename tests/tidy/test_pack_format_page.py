"""The page on the pack format names everything a pack may say, in both languages."""

from __future__ import annotations

import pytest

from gongdao.policy import entries, family, tables

KEYS = {
    "facts": entries.FACT_KEYS,
    "parameters": entries.PARAM_KEYS,
    "burdens": entries.PROVE_KEYS,
    "picks": entries.PICKS,
    "tables": tables.DECISION_KEYS,
    "rules": tables.RULE_KEYS,
    "deadlines": tables.SPAN_KEYS,
    "sources": tables.SOURCE_KEYS,
    "families": family.HEADERS,
    "sections": (*family.TABLES, *family.LISTS),
}
SELF_EVIDENT = {"zh", "en", "note", "source"}


@pytest.mark.parametrize("kind", KEYS)
@pytest.mark.parametrize("language", ["中文", "English"])
def test_the_page_names_every_key(checkout, kind, language):
    page = (checkout / "docs/reference/pack-format.md").read_text(encoding="utf-8")
    chinese, english = page.split("\n## English\n")
    text = chinese if language == "中文" else english

    missing = [key for key in KEYS[kind] if key not in SELF_EVIDENT and key not in text]

    assert missing == []
