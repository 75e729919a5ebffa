"""Shows a seller what each way out of a dispute costs: on the case page, and in the inbox below the list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gongdao.kernel.money import show_money
from gongdao.kernel.text import Text, listed
from gongdao.service.queries.alike import Alike, alike, share_range
from gongdao.service.queries.cases import Opened
from gongdao.service.queries.shop_rules import formula
from gongdao.service.queries.way_costs import WayOut, WaysOut, ways_out
from gongdao.service.web.case_bar import voice_of
from gongdao.telling.shops import COUNTS, DO, FREIGHT, OTHERWISE, WAYS
from gongdao.telling.words import SILENCE

TONES = {"no": ("check", "good"), "yes": ("alert", "bad"), "if_lost": ("alert", "warn")}


@dataclass(frozen=True, slots=True)
class Row:
    """A way out as the page says it: what it is, what is paid, what is to be proved, whether it counts, the link."""

    kind: str
    name: str
    note: str
    pays: str
    prove: str
    counts: str
    icon: str
    tone: str
    url: str
    act: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What ``shop/ways.html`` shows: the ways, what silence does until when, and how disputes alike ended."""

    rows: tuple[Row, ...]
    silence: str
    until: datetime | None
    rule: str
    low: str
    before: str
    formula: str


def sheet(seen: Opened, lang: str) -> Sheet | None:
    """Give what the ways out of an opened case cost, for the shop; None for anybody else, or where none is open."""
    found = ways_out(seen)
    if found is None:
        return None
    rows = tuple(_row(seen, lang, found, way) for way in found.ways)
    before = alike(_reason(seen), seen.case.platform, seen.now)
    rules = formula(seen.now)
    return Sheet(
        rows,
        _silence(seen, lang, found),
        found.until,
        found.rule,
        _low(seen, lang, found),
        _before(before, rules.least, lang),
        "" if not rules.rules else rules.rules[0].label.say(lang),
    )


def _reason(seen: Opened) -> str:
    return str(seen.case.facts.get("claim", {}).get("reason", ""))


def _row(seen: Opened, lang: str, found: WaysOut, way: WayOut) -> Row:
    icon, tone = TONES[way.counts]
    return Row(
        way.kind, WAYS[way.kind].say(lang), _note(seen, lang, way), _pays(seen, lang, way), _prove(seen, lang, way),
        COUNTS[way.counts].say(lang), icon, tone, way.url, DO.get(way.kind, Text("", "")).say(lang),
    )  # fmt: skip


def _pays(seen: Opened, lang: str, way: WayOut) -> str:
    least, most = show_money(way.least, seen.row.currency), show_money(way.most, seen.row.currency)
    if way.kind == "partial":
        return f"您定，最多 {most}" if lang == "zh" else f"yours to say, up to {most}"
    if way.least == way.most:
        return least
    return f"{least} 至 {most}" if lang == "zh" else f"{least} to {most}"


def _note(seen: Opened, lang: str, way: WayOut) -> str:
    zh = lang == "zh"
    match way.kind:
        case "agree_return":
            back = "货先退回来，验收以后再退钱" if zh else "the goods come back first, then you pay"
            plus = FREIGHT.get(way.freight, Text("", "")).say(lang)
            return f"{back}{'；' if zh else '; '}{plus}" if plus else back
        case "keep_goods":
            return "货归买家，不用付退货运费" if zh else "the buyer keeps the goods, and no freight is paid"
        case "agree_refund":
            return "马上退，不用退货" if zh else "refunded at once; nothing goes back"
        case "partial":
            return _floor(seen, lang, way)
        case _ if way.goods_back:
            return "判退货退款的，货会退回来" if zh else "where a return is ruled, the goods come back"
        case _:
            return ""


def _floor(seen: Opened, lang: str, way: WayOut) -> str:
    standing = [offer for offer in seen.case.standing if offer.reason == _reason(seen) and offer.kind == "refund"]
    parts = []
    if way.least > 1:
        least = show_money(way.least, seen.row.currency)
        parts.append(f"法律底线 {least}" if lang == "zh" else f"no less than {least} by law")
    if standing:
        sum_ = show_money(standing[0].amount, seen.row.currency)
        parts.append(f"您的常设方案是 {sum_}" if lang == "zh" else f"your standing offer is {sum_}")
    if not parts:
        return (
            "买家同意才算数，没有法定最低" if lang == "zh" else "it takes the buyer's consent; the law sets no minimum"
        )
    return listed(parts, lang)


def _prove(seen: Opened, lang: str, way: WayOut) -> str:
    """What the shop must prove on this way, and how long it has."""
    voice = voice_of(seen, lang)
    if way.kind not in ("refuse", "defend") or voice is None:
        return ""
    if not way.prove:
        return "先由买家证明" if lang == "zh" else "the buyer must prove first"
    facts = listed((voice.name(fact) for fact in way.prove), lang)
    if not way.hours:
        return f"您要证明：{facts}" if lang == "zh" else f"you must prove: {facts}"
    said = _span(way.hours, lang)
    if way.kind == "defend":
        return f"您要证明：{facts}，还有 {said}" if lang == "zh" else f"you must prove: {facts}, with {said} left"
    if lang == "zh":
        return f"平台介入后，您要在 {said} 内证明：{facts}"
    return f"once the platform is called you have {said} to prove: {facts}"


def _span(hours: int, lang: str) -> str:
    if hours >= 72 or hours % 24 == 0:
        days = hours // 24
        return f"{days} 天" if lang == "zh" else f"{days} day{'' if days == 1 else 's'}"
    return f"{hours} 小时" if lang == "zh" else f"{hours} hour{'' if hours == 1 else 's'}"


def _silence(seen: Opened, lang: str, found: WaysOut) -> str:
    """What doing nothing comes to, with its amount and whether it counts."""
    if found.silence is None:
        return ""
    text = OTHERWISE.get((seen.case.stage, found.effect)) or SILENCE.get(found.effect, Text("", ""))
    said = text.say(lang).format(amount=show_money(found.silence.most, seen.row.currency))
    counts = COUNTS[found.silence.counts].say(lang)
    return f"{said}；纠纷率：{counts}" if lang == "zh" else f"{said}; dispute rate: {counts}"


def _low(seen: Opened, lang: str, found: WaysOut) -> str:
    if not found.low:
        return ""
    said = show_money(found.asked, seen.row.currency)
    if lang == "zh":
        return f"金额只有 {said}，退货运费可能比货还贵。退款留货通常更省。"
    return f"Only {said} is at stake, and freight may cost more. A refund without a return is mostly cheaper."


def _before(found: Alike, least: int, lang: str) -> str:
    """How disputes alike ended; a share only where enough stand behind it."""
    if found.ruled < least:
        if lang == "zh":
            return f"近 {found.days} 天同类案件平台裁决了 {found.ruled} 件，不足 {least} 件，不给比例。"
        return (
            f"The platform ruled on {found.ruled} like it in {found.days} days;"
            f" with fewer than {least}, no share is given."
        )
    low, high = share_range(found.for_buyer, found.ruled)
    share = found.for_buyer / found.ruled
    if lang == "zh":
        return (
            f"近 {found.days} 天同类案件平台裁决 {found.ruled} 件，支持买家 {share:.0%}（{low:.0%} 至 {high:.0%}）。"
            "这是过去的统计，不是对本案的判断。"
        )
    return (
        f"Of {found.ruled} like it ruled on in {found.days} days, {share:.0%} were found for the buyer"
        f" ({low:.0%} to {high:.0%}). This is what happened before, not a judgement of this case."
    )
