"""Plays a scenario through the record: the clock goes from step to step, and what falls due between is carried out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from gongdao.case import due
from gongdao.case.decider import Command, Event, Recorded, catch_up, fold
from gongdao.case.stages.ruled import RulingGiven
from gongdao.case.state import Case, Row
from gongdao.kernel.errors import Problem, Refused
from gongdao.service.play import books
from gongdao.service.play.expect import Seen, unlike
from gongdao.service.play.market import Market
from gongdao.service.play.played import Played, Told
from gongdao.service.play.scenario import WAITS, Act, Pause, Scenario, Step
from gongdao.service.record import pauses, store
from gongdao.service.record.law import Law
from gongdao.service.record.stream import stream_id
from gongdao.service.record.verify import Verified, verify
from gongdao.service.work.clerk import sweep

SOURCE = "play"
# A clock that is put off by what it does itself would never end; no dispute has so many.
MOST_WAKES = 1000


@dataclass(slots=True)
class _Play:
    """A scenario while it is played."""

    law: Law
    scenario: Scenario
    stream: str
    now: datetime
    market: Market
    clerk: bool
    case: Case = field(default_factory=Case)
    told: list[Told] = field(default_factory=list)
    differences: list[Problem] = field(default_factory=list)


def play(law: Law, scenario: Scenario, clerk: bool = True) -> Played:
    """Play a scenario on an empty stream of the record.

    Without a ``clerk`` nothing is carried out by itself: what fell due is written when somebody looks at the case.

    :raises Refused: the case was played in this record before.
    """
    stream = stream_id(SOURCE, scenario.id)
    begin = scenario.steps[0].at
    assert begin is not None
    playing = _Play(law, scenario, stream, begin, Market(law, stream, scenario.marketplace != WAITS), clerk)
    _check_stage(law, scenario, stream)
    for step in scenario.steps:
        _step(playing, step)
    if not clerk:
        _look(playing)
    seen = _seen(playing)
    if clerk and scenario.expect is not None:
        playing.differences += unlike(scenario.expect, seen, scenario.currency)
    return Played(
        scenario, stream, tuple(playing.told), playing.case, seen.court, playing.now, seen.balances, seen.notices,
        books.texts(law.using, stream), tuple(playing.differences),
    )  # fmt: skip


def checked(law: Law, played: Played) -> Played:
    """Check the record of a play from its events; what is wrong with it is a difference too."""
    return replace(played, differences=(*played.differences, *verify(law, Verified(), played.stream)))


def _check_stage(law: Law, scenario: Scenario, stream: str) -> None:
    """A play moves the clock for every case of its record: real ones must not be there."""
    if store.known(law, stream):
        raise Refused("play-played-before", stream=stream)
    if strangers := books.strangers(law.using, SOURCE):
        raise Refused("play-among-cases", cases=strangers)
    if stopped := pauses.length(law.using):
        raise Refused("play-after-pauses", changes=stopped)
    if any(step.pause for step in scenario.steps) and (others := books.cases(law.using)):
        raise Refused("play-pauses-others", id=scenario.id, cases=others)


def _step(playing: _Play, step: Step) -> None:
    written = len(playing.told)
    playing.market.told(step.marketplace, step.answers)
    waits = not step.acts and step.pause is None
    if waits:
        _note(playing, step)
    _pass_time(playing, _when(playing, step), step)
    if not waits:
        _note(playing, step)
    if step.pause is not None:
        _pause(playing, step.pause, step)
    for act in step.acts:
        _act(playing, act)
    _pay(playing)
    if playing.clerk and step.expect is not None:
        seen = replace(_seen(playing), events=_written(playing, written))
        playing.differences += unlike(step.expect, seen, playing.scenario.currency)


def _note(playing: _Play, step: Step) -> None:
    if step.note is not None:
        _tell(playing, [], note=step.note, place=step.place)


def _when(playing: _Play, step: Step) -> datetime:
    at = step.at or playing.now + step.after
    if at < playing.now:
        details = {"at": at.isoformat(), "now": playing.now.isoformat()}
        playing.differences.append(Problem("play-backwards", step.place, details))
    return max(at, playing.now)


def _pass_time(playing: _Play, until: datetime, step: Step) -> None:
    """Let the clock run: a clerk that is never late writes each thing at the instant it falls due."""
    for _ in range(MOST_WAKES):
        wake = min((at for at in _wakes(playing) if at is not None), default=None)
        if wake is None or wake > until:
            break
        playing.now = max(wake, playing.now)
        if playing.clerk:
            sweep(playing.law, playing.now)
        if not (_tell_what_came(playing, step) | _pay(playing)):
            playing.differences.append(Problem("play-stuck", step.place, {"at": wake.isoformat()}))
            break
    playing.now = until


def _wakes(playing: _Play) -> tuple[datetime | None, ...]:
    if not playing.clerk or playing.case.last_at is None:
        return (playing.market.wake(),)
    return (playing.market.wake(), due.wake(playing.case, store.court(playing.law)))


def _pause(playing: _Play, pause: Pause, step: Step) -> None:
    by = "supervisor:1"
    if pause.since is not None or pause.until is None:
        since = pause.since or playing.now
        if since > playing.now:
            _pass_time(playing, since, step)
        pauses.begin(playing.law, since, pause.ground or "outage", by, playing.now)
        _tell(playing, [], pause=replace(pause, since=since, until=None), place=step.place)
    if pause.until is not None:
        _pass_time(playing, max(pause.until, playing.now), step)
        pauses.end(playing.law, pause.until, by, playing.now)
        _tell(playing, [], pause=replace(pause, since=None), place=step.place)


def _act(playing: _Play, act: Act) -> None:
    command = command_of(playing.scenario, act, playing.now)
    try:
        receipt = store.submit(playing.law, playing.stream, command, playing.now)
    except Refused as no:
        _tell(playing, [], act=act, refused=no, place=act.place)
        playing.differences += _other_refusal(act, no)
        return
    _tell(playing, receipt.events, act=act, place=act.place)
    if act.refused:
        playing.differences.append(Problem("play-not-refused", act.place, {"code": act.refused}))


def command_of(scenario: Scenario, act: Act, at: datetime) -> Command:
    """The command that an act of a scenario gives at an instant; what the act leaves out is filled in."""
    left_out = (f for f in fields(act.command) if f.name not in act.fields and f.default is MISSING)
    given = {f.name: _EMPTY.get(str(f.type), "") for f in left_out}
    made = {**given, **act.fields, "at": at, "by": act.by}
    filled: dict[str, Any] = {}
    match act.command.__name__:
        case "OpenRequest":
            filled = {"id": scenario.id, "platform": scenario.platform, "pack": scenario.pack}
            made["by"] = f"buyer:{scenario.id}" if act.by == "buyer" else act.by
        case "TakeFacts":
            filled = {"source": "orders", "known_at": at}
            made["row"] = _of_its_own(scenario, act.fields)
        case "SubmitEvidence":
            filled = {"digest": sha256(str(act.fields.get("id")).encode()).hexdigest()}
    command: Command = act.command(**{**made, **{key: v for key, v in filled.items() if key not in act.fields}})
    return command


def _of_its_own(scenario: Scenario, told: Mapping[str, Any]) -> Row:
    """What is told of the seller names a shop of this scenario's own: another one's money is not there."""
    row: Row = told["row"]
    return row if told["path"] != "seller" or "id" in dict(row) else (*row, ("id", scenario.id))


_EMPTY: dict[str, Any] = {"str": "", "bool": False, "int": 0, "Row": (), "tuple[str, ...]": ()}


def _other_refusal(act: Act, no: Refused) -> Iterator[Problem]:
    if not act.refused:
        yield Problem("play-refused", act.place, {"code": no.code})
    elif no.code != act.refused:
        yield Problem("play-other-refusal", act.place, {"code": act.refused, "found": no.code})
    elif act.since is not None and _since(no) != act.since:
        found = no.details.get("since", "-")
        yield Problem("play-other-since", act.place, {"since": act.since.isoformat(), "found": found})


def _since(no: Refused) -> datetime | None:
    said = no.details.get("since")
    return datetime.fromisoformat(str(said)) if said else None


def _pay(playing: _Play) -> bool:
    """The marketplace answers the payments it was asked for; what that writes is told. False where nothing was."""
    paid = [_tell_what_came(playing, None) for _ in playing.market.pay(playing.case, playing.now)]
    return bool(paid)


def _tell_what_came(playing: _Play, step: Step | None) -> bool:
    """Tell what was written since the last look; false where nothing was."""
    new = books.new_events(playing.law.using, playing.stream, playing.case.seq)
    if new:
        _tell(playing, new, place=step.place if step else None)
    return bool(new)


def _tell(playing: _Play, events: Iterable[Recorded], **more: Any) -> None:
    events = tuple(events)
    before = playing.case
    playing.case = fold(before, events)
    playing.told.append(Told(playing.now, before, playing.case, store.court(playing.law), events, **more))


def _look(playing: _Play) -> None:
    """Somebody looks at the case in the end: what fell due takes effect, whether or not a clerk wrote it."""
    written = catch_up(playing.case, store.court(playing.law), playing.now)
    _tell(playing, written)


def _seen(playing: _Play) -> Seen:
    using, stream = playing.law.using, playing.stream
    court = store.court(playing.law)
    balances = books.balances(using, stream)
    ruling = next((event for event in reversed(_written(playing)) if isinstance(event, RulingGiven)), None)
    return Seen(playing.case, court, playing.now, balances, books.notices(using, stream), ruling)


def _written(playing: _Play, since: int = 0) -> list[Event]:
    """The events of what was told from some point on."""
    return [recorded.event for told in playing.told[since:] for recorded in told.events]
