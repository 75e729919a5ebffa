"""Whether a decision keeps the invariants of its pack: what must hold however the rules decide."""

from __future__ import annotations

from collections.abc import Mapping

from gongdao.kernel.calendar import Calendar
from gongdao.policy.machine import Machine
from gongdao.policy.pack import Invariant
from gongdao.policy.work import Evaluation


def broken_floors(evaluation: Evaluation, calendars: Mapping[str, Calendar]) -> list[Invariant]:
    """Give the invariants that apply to a decision and that it does not keep."""
    machine = Machine(evaluation.pack, calendars)
    machine.bind(evaluation.values, evaluation.params)
    applying = [
        invariant
        for invariant in evaluation.pack.invariants
        if invariant.when is None or machine.truth(invariant.when) is True
    ]
    return [invariant for invariant in applying if machine.truth(invariant.always) is False]
