"""What only the running case knows and the pack's own clocks ask for: its stage, and since when it waits."""

from __future__ import annotations

from collections.abc import Mapping

from gongdao.case.state import REMEDY, RETURNING, Case


def process(case: Case) -> Mapping[str, object]:
    """Give the facts of the process by the names that the conventions give them; what does not stand is left out."""
    told: dict[str, object] = {
        "stage": case.stage,
        "stage_since": case.entered,
        "spoken_at": case.spoken_at,
        "asked_at": case.asked[-1].at if case.asked else None,
        "asked_for": case.asked[-1].what if case.asked else None,
        "overdue_at": case.overdue_at,
        "overdue_times": case.escalated if case.overdue_at is not None else None,
        "return_not_sound": case.stage == RETURNING and case.inspected not in ("", "sound"),
        "goods_due": case.goods if case.stage == REMEDY and case.goods in ("owed", "sent") else None,
        "suspended_since": case.stops[-1].since if case.suspended else None,
        "suspended_for": (case.suspended_days or None) if case.suspended else None,
    }
    return {name: value for name, value in told.items() if value is not None}
