"""Signals as the interface answers them, with what the pack says they may trigger and how they are contested."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from gongdao.case.court import pack as pack_under
from gongdao.case.file import Case as Filed, Policy
from gongdao.case.ruling import choose
from gongdao.case.signals import STAFF, concerns, standing
from gongdao.case.state import Signal as Raised
from gongdao.kernel.errors import BadInput, Place
from gongdao.kernel.text import Text
from gongdao.policy.faults import wrong_word
from gongdao.policy.library import pack_of
from gongdao.policy.pack import Effect, Pack
from gongdao.screening.signal import Signal
from gongdao.screening.talk import SCAM
from gongdao.service.installation import law
from gongdao.service.people.actor import MARKETPLACE
from gongdao.service.queries.cases import Opened
from gongdao.telling.signal_rows import told_raised, told_signal

Json = dict[str, Any]
NO_EFFECT = Effect("", 0, (), 0, "", Text("", ""))
# What stops a message, the stronger first.
STOPS = ("block", "hold")
NOT_KEPT = Text(
    "这是提示，不是证据；这里什么也没有记下。若平台据此做了什么，涉及的人可以要求人工复核；写进案件的提示，由涉及的人"
    "在案件里提出异议。",
    "It is a hint and no evidence; nothing of it is kept here. Whoever it led to something against may ask for a "
    "person to look; a signal on a case is contested in that case by whom it concerns.",
)
ON_A_CASE = Text(
    "涉及的人可以提出一次异议并写明理由，由人工复核：保留或撤下。它不改变裁决、期限和钱。",
    "Whom it concerns may contest it once, with a reason; a person then keeps it or takes it down. It changes no "
    "ruling, clock or payment.",
)
OBJECTIONS = "/api/v1/cases/{case}/signal-objections"


def pack_named(platform: str, pack: str, at: datetime) -> Pack:
    """Give the pack that is named, or the one of a platform that is in force at an instant; ours where none is named.

    :raises BadInput: there is no such pack or platform.
    :raises Refused: the platform had none at that time.
    """
    library = law().library
    if pack:
        if pack not in library.versions:
            raise BadInput([wrong_word("unknown-pack", pack, library.versions, Place("pack", path="pack"))])
        return pack_of(library, pack)
    asked = Policy("auto", at, platform or settings.GONGDAO_PLATFORM)
    return choose(library, Filed("", "", asked, {}, None, {}, Place("platform", path="platform"), {}))[0]


def screened(signal: Signal, pack: Pack, at: datetime, lang: str) -> Json:
    """A signal of what was handed in, with what the pack says of it."""
    effect = pack.signals.get(signal.kind, NO_EFFECT)
    return {
        **told_signal(signal, lang),
        "rule": effect.source,
        "actions": list(actions(signal, pack)),
        "until": _until(effect.lasts, at),
        "threshold": effect.at / 100,
        "scripts": scripts(signal.scripts, pack, lang),
        "contest": {"text": NOT_KEPT.say(lang), "href": ""},
    }


def actions(signal: Signal, pack: Pack) -> tuple[str, ...]:
    """Give what a pack lets a signal trigger; nothing where it is weaker than the pack asks for."""
    effect = pack.signals.get(signal.kind, NO_EFFECT)
    return effect.actions if round(signal.score * 1000) >= effect.at * 10 else ()


def scripts(names: Iterable[str], pack: Pack, lang: str) -> list[Json]:
    """Scripts of swindlers as a pack calls them; what it does not know triggers nothing."""
    known = pack.phrases
    return [
        {"id": name, "name": known[name].label.say(lang), "action": known[name].action}
        if name in known
        else {"id": name, "name": "", "action": ""}
        for name in names
    ]


def verdict(
    signals: Sequence[Signal], followed: Iterable[str], pack: Pack, at: datetime
) -> tuple[str, datetime | None]:
    """Give what becomes of a message, and until when it is kept back at the latest.

    As in a case (`gongdao.case.messaging`), a script that the pack blocks stops a message until a person lets it
    through; what else stops it, and for how many days the reason for it stands, the pack says of the signals.
    """
    triggered = [(action, signal.kind) for signal in signals for action in actions(signal, pack)]
    triggered += [(pack.phrases[name].action, SCAM) for name in followed if name in pack.phrases]
    for stop in STOPS:
        kinds = {kind for action, kind in triggered if action == stop}
        if kinds:
            return stop, _latest(pack.signals, kinds, at)
    return "warn" if any(action == "warn" for action, _ in triggered) else "show", None


def _latest(effects: Mapping[str, Effect], kinds: Iterable[str], at: datetime) -> datetime | None:
    days = [effects.get(kind, NO_EFFECT).lasts for kind in kinds]
    return _until(max(days), at) if all(days) else None


def _until(days: int, at: datetime) -> datetime | None:
    return at + timedelta(days=days) if days else None


def of_case(seen: Opened, lang: str) -> list[Json]:
    """The signals that stand on a case and that who looks may see, the newest first."""
    who = STAFF[0] if seen.place.role == MARKETPLACE else seen.place.by
    return [_of_case(seen, it, lang) for it in reversed(standing(seen.case, who, seen.now))]


def _of_case(seen: Opened, it: Raised, lang: str) -> Json:
    pack = pack_under(seen.court, seen.case)
    return {
        **told_raised(it, lang), "id": it.id, "name": pack.signals.get(it.kind, NO_EFFECT).label.say(lang),
        "about": it.about, "whom": it.whom, "state": it.state, "rule": it.rule, "actions": list(it.actions),
        "at": it.at, "until": it.until, "screened": it.screened, "seen_by": list(it.seen_by),
        "scripts": scripts(it.scripts, pack, lang),
        "contest": {
            "text": ON_A_CASE.say(lang), "href": OBJECTIONS.format(case=seen.stream),
            "open": concerns(it, seen.side) and it.state == "raised",
        },
    }  # fmt: skip
