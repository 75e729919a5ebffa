"""Asks a language model for other words for a draft, where one is configured; what it says is checked or left.

``GONGDAO_REPHRASE_URL`` is the address of an OpenAI-compatible service (``https://…/v1``), ``GONGDAO_REPHRASE_MODEL``
its model, ``GONGDAO_REPHRASE_KEY`` the key. Without the address nothing leaves the house.
"""

from __future__ import annotations

import logging
import os

import httpx

from gongdao.telling.drafts import Draft, keeps_the_facts

SECONDS = 8.0
ORDERS = {
    "zh": "把下面这段话改写得更通顺、有礼貌，意思不变。金额、日期、订单号、规则编号、法律条文和人名必须一字不改，"
    "不能增加任何事实、承诺或要求。只输出改写后的文字。",
    "en": "Rewrite the following so that it reads well and politely, with the same meaning. Keep every amount, date, "
    "order number, rule id, article of law and name exactly as it is; add no fact, promise or demand. Output the text "
    "only.",
}
log = logging.getLogger(__name__)


def rephrased(draft: Draft, lang: str) -> str:
    """Give a draft in other words that say the same; the draft itself where there are none."""
    url = os.environ.get("GONGDAO_REPHRASE_URL", "")
    if not url:
        return draft.text
    try:
        said = _asked(url, draft.text, lang)
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, IndexError, TypeError) as wrong:
        log.warning("no other words for a draft: %s", type(wrong).__name__)
        return draft.text
    return said if keeps_the_facts(draft, said) else draft.text


def _asked(url: str, text: str, lang: str) -> str:
    key = os.environ.get("GONGDAO_REPHRASE_KEY", "")
    answer = httpx.post(
        f"{url.rstrip('/')}/chat/completions",
        json={
            "model": os.environ.get("GONGDAO_REPHRASE_MODEL", "default"),
            "temperature": 0,
            "messages": [{"role": "system", "content": ORDERS[lang]}, {"role": "user", "content": text}],
        },
        headers={"Authorization": f"Bearer {key}"} if key else {},
        timeout=SECONDS,
    )
    answer.raise_for_status()
    said = answer.json()["choices"][0]["message"]["content"]
    if not isinstance(said, str):
        raise TypeError(type(said).__name__)
    return said.strip()
