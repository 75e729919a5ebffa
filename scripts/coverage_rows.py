"""Finds how each row of the rule book stands in the packs, and in which examples it decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gongdao.case.file import read_cases
from gongdao.case.ruling import Decided, decide_with
from gongdao.kernel.errors import BadInput, Refused
from gongdao.kernel.source import plain, read
from gongdao.kernel.text import Text
from gongdao.policy.graph import rule_exprs
from gongdao.policy.library import pack_of
from gongdao.policy.pack import Decision, Pack, Rule
from gongdao.policy.syntax import params
from gongdao.service.calendars import packs_folder
from gongdao.service.files import read_text
from gongdao.service.kept import open_packs
from gongdao.service.packs import find_packs

ROOT = Path(__file__).resolve().parent.parent
INDEX = ROOT / "docs" / "reference" / "rules-index.yaml"
GENERAL = ROOT / "examples"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the rule book; ``by`` are the rows through which one without an id of its own works."""

    id: str
    label: Text
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the rule book."""

    number: int
    label: Text
    rows: tuple[Row, ...]


@dataclass(slots=True)
class Standing:
    """How a row stands in the packs; the dicts are ordered sets."""

    rules: dict[str, Decision] = field(default_factory=dict)
    cited_by: dict[str, None] = field(default_factory=dict)
    law_of: dict[str, None] = field(default_factory=dict)
    params: dict[str, None] = field(default_factory=dict)
    provision: bool = False
    phrase: bool = False
    governs: dict[str, None] = field(default_factory=dict)
    trust: set[str] = field(default_factory=set)
    cases: dict[str, None] = field(default_factory=dict)
    own_cases: dict[str, None] = field(default_factory=dict)

    @property
    def examples(self) -> list[str]:
        """The cases in which a rule of the row decides; of a row without rules, those in which it is applied."""
        return list(self.own_cases if self.rules else self.cases)


@dataclass(frozen=True, slots=True)
class Survey:
    """The whole rule book, as it stands."""

    parts: Sequence[Part]
    standings: Mapping[str, Standing]
    reasons: Mapping[str, Text]
    fired: frozenset[str]
    broken: Sequence[str]

    @property
    def rows(self) -> list[Row]:
        """Every row of every part."""
        return [row for part in self.parts for row in part.rows]

    def examples(self, row: Row) -> list[str]:
        """The cases that show a row, be it by other rows."""
        return [case for name in (row.id, *row.by) for case in self.standings[name].examples]

    def open_rows(self) -> Iterator[tuple[Row, str]]:
        """Every row that is neither shown by an example nor left out for a reason, with what it lacks."""
        for row in self.rows:
            if self.examples(row) or (row.id in self.reasons and not self.standings[row.id].rules):
                continue
            stands = self.standings[row.id]
            yield row, "no example" if stands.rules or stands.cited_by or stands.law_of or row.by else "nothing"

    def silent_rules(self) -> list[str]:
        """The rules that fire in no example."""
        return sorted({rule for standing in self.standings.values() for rule in standing.rules} - self.fired)


def survey() -> Survey:
    """Read the rows, the packs and the examples of the checkout."""
    parts = read_parts(read_text(INDEX))
    standings = {name: Standing() for part in parts for row in part.rows for name in (row.id, *row.by)}
    broken: list[str] = []
    for pack in _packs(broken):
        _note_pack(pack, standings)
    fired: set[str] = set()
    for decided in _decided(broken):
        fired |= _note_case(decided, standings)
    return Survey(parts, standings, _reasons(), frozenset(fired), broken)


def read_parts(text: str) -> list[Part]:
    """Read the list of rows, part by part."""
    return [
        Part(part["part"], _text(part), tuple(_row(name, row) for name, row in part["rows"].items()))
        for part in _plain(text, INDEX.name)["parts"]
    ]


def _row(name: str, entry: Mapping[str, Any]) -> Row:
    return Row(name, _text(entry), tuple(entry.get("by", ())))


def _text(entry: Mapping[str, Any]) -> Text:
    assert entry.keys() <= {"part", "zh", "en", "by", "rows"}, entry
    return Text(entry["zh"], entry["en"])


def _plain(text: str, file: str) -> Any:
    node, problems = read(text, file)
    if node is None or problems:
        raise BadInput(problems)
    return plain(node)


def _reasons() -> dict[str, Text]:
    files = sorted(packs_folder().glob("*/coverage.yaml"))
    found = [(name, why) for file in files for name, why in _plain(read_text(file), file.name).items()]
    return {name: _text(why) for name, why in found}


def _packs(broken: list[str]) -> Iterator[Pack]:
    shelf = find_packs()
    library = open_packs(shelf)
    for version in shelf.versions:
        try:
            yield pack_of(library, version)
        except BadInput as error:
            broken.append(f"{version}: {error}")


def _decided(broken: list[str]) -> Iterator[Decided]:
    """Decide every example of every pack, and those of the checkout."""
    shelf = find_packs()
    library = open_packs(shelf)
    files = [file for family in shelf.folders for file in shelf.examples(family)]
    for file in [*files, *sorted(GENERAL.glob("*.yaml"))]:
        try:
            for case in read_cases(read_text(file), file.name, shelf.versions).cases:
                yield decide_with(library, case, shelf.calendars)
        except (BadInput, Refused) as error:
            broken.append(f"{file.name}: {error}")


def _note_pack(pack: Pack, standings: Mapping[str, Standing]) -> None:
    for decision in pack.decisions.values():
        for rule in decision.rules:
            _note_rule(decision, rule, standings)
    for param in pack.params.values():
        for standing in _of(standings, param.law):
            standing.params[param.id] = None
    for provision in _of(standings, pack.provisions):
        provision.provision = True
    for phrase in _of(standings, pack.phrases):
        phrase.phrase = True
    for standing in _of(standings, pack.governs.rules):
        standing.governs[pack.version.family] = None
    for name, provision in pack.provisions.items():
        for standing in _of(standings, [name]):
            standing.trust |= {provision.trust} - {""}


def _note_rule(decision: Decision, rule: Rule, standings: Mapping[str, Standing]) -> None:
    for own in _of(standings, [rule.row]):
        own.rules[rule.id] = decision
        own.trust |= {rule.trust} - {""}
        own.params |= dict.fromkeys(sorted(name for expr in rule_exprs(rule) for name in params(expr)))
    for standing in _of(standings, rule.cites):
        standing.cited_by[rule.id] = None
    for standing in _of(standings, rule.law):
        standing.law_of[rule.id] = None


def _note_case(decided: Decided, standings: Mapping[str, Standing]) -> set[str]:
    """Note a case with every row that it applied; gives the ids of the rules that fired."""
    case = decided.decision["id"]
    fired = {rule.id: rule for answer in decided.evaluation.answers.values() for rule in answer.winners}
    for standing in _of(standings, {rule.row for rule in fired.values()}):
        standing.own_cases[case] = None
    named = {key for rule in fired.values() for key in (rule.row, *rule.cites, *rule.law)}
    for standing in _of(standings, named | set(decided.decision["trace"]["applied"])):
        standing.cases[case] = None
    return set(fired)


def _of(standings: Mapping[str, Standing], names: Iterable[str]) -> list[Standing]:
    return [standings[name] for name in names if name in standings]
