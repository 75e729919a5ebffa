"""Reading the files of one family into sections, before any version is composed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from gongdao.kernel.errors import Place, Problem, Refused
from gongdao.kernel.money import EXPONENTS, near_currency
from gongdao.kernel.source import Node, read
from gongdao.kernel.text import Text
from gongdao.kernel.units import zone_of
from gongdao.policy.faults import wrong_word
from gongdao.policy.pack import Governs, Trust, Version

TABLES = (
    "facts",
    "params",
    "terms",
    "decisions",
    "deadlines",
    "provisions",
    "words",
    "phrases",
    "signals",
    "grades",
    "standards",
)
LISTS = ("weighing", "invariants")
HEADERS = (
    "family",
    "zh",
    "en",
    "extends",
    "zone",
    "calendar",
    "currency",
    "governs",
    "versions",
    "late_after",
    "source",
    "note",
)
MERGED = ("decisions", "deadlines")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)  # of the forms that ISO 8601 has, the one people write
NOON = datetime(2000, 1, 1, 12, tzinfo=UTC)
VERSION_KEYS = ("id", "from", "until", "trust", "source", "zh", "en", "note")
GOVERNS_KEYS = ("clock", "rule", "cites", "zh", "en", "note")


@dataclass(frozen=True, slots=True)
class Family:
    """The files of one family, merged: every entry still a node with its place."""

    id: str
    header: Mapping[str, Node]
    tables: Mapping[str, Mapping[str, tuple[Node, ...]]]
    lists: Mapping[str, tuple[Node, ...]]
    versions: tuple[Version, ...]
    governs: Governs
    label: Text

    @property
    def extends(self) -> str:
        return words_of(self.header.get("extends"))


@dataclass(slots=True)
class Draft:
    """What has been read so far, and what was wrong with it."""

    header: dict[str, Node] = field(default_factory=dict)
    tables: dict[str, dict[str, list[Node]]] = field(default_factory=dict)
    lists: dict[str, list[Node]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def spot(node: Node, path: str = "", key: str = "") -> Place:
    """Give the place of a node, or of one of its keys."""
    line, column = node.keys.get(key, (node.line, node.column))
    return Place(node.file, line, column, path)


def spot_in(node: Node, at: int, path: str) -> Place:
    """Give the place of a character of a text; of the whole text where columns cannot be counted."""
    return Place(node.file, node.line, node.column + (node.inset + at if node.inset is not None else 0), path)


def table_of(node: Node | None) -> dict[str, Node]:
    """Give the entries of a mapping node; nothing for anything else."""
    return node.value if node is not None and isinstance(node.value, dict) else {}


def items_of(node: Node | None) -> list[Node]:
    """Give the items of a list node, or the node itself as the only item."""
    if node is None or node.value is None:
        return []
    return node.value if isinstance(node.value, list) else [node]


def words_of(node: Node | None) -> str:
    """Give a scalar node as text; empty for nothing."""
    if node is None or node.value is None or isinstance(node.value, (dict, list)):
        return ""
    return str(node.value).lower() if isinstance(node.value, bool) else str(node.value)


def text_of(node: Node) -> Text:
    """Give the two labels of an entry."""
    entries = table_of(node)
    return Text(words_of(entries.get("zh")), words_of(entries.get("en")))


def check_keys(node: Node, allowed: Iterable[str], path: str, problems: list[Problem]) -> bool:
    """Report every key that is not allowed, with the nearest that is."""
    if not isinstance(node.value, dict):
        problems.append(Problem("not-a-mapping", spot(node, path), {"value": shown(node)}))
        return False
    known = tuple(allowed)
    for key in node.value:
        if key not in known:
            problems.append(wrong_word("unknown-key", key, known, spot(node, f"{path}.{key}".lstrip("."), key)))
    return True


def flag(node: Node, key: str, path: str, problems: list[Problem], presumed: bool = False) -> bool:
    """Read a `true` or `false`; other words would mean what nobody can guess."""
    entry = table_of(node).get(key)
    if entry is None:
        return presumed
    if not isinstance(entry.value, bool):
        problems.append(Problem("not-a-flag", spot(entry, f"{path}.{key}"), {"value": shown(entry)}))
        return presumed
    return entry.value


def one_of(node: Node, key: str, allowed: Iterable[str], path: str, problems: list[Problem]) -> str:
    """Read a word out of a closed list; empty for nothing or a wrong word."""
    entry = table_of(node).get(key)
    if entry is None:
        return ""
    words = tuple(allowed)
    if words_of(entry) in words:
        return words_of(entry)
    problems.append(wrong_word("unknown-word", shown(entry), words, spot(entry, f"{path}.{key}")))
    return ""


def shown(node: Node) -> str:
    """A value as a message shows it."""
    if isinstance(node.value, dict):
        return f"{{{', '.join(node.value)}}}"
    if isinstance(node.value, list):
        return f"[{', '.join(shown(item) for item in node.value)}]"
    return words_of(node)


def read_date(node: Node, path: str, problems: list[Problem]) -> date | None:
    """Read a date of the form 2025-08-15."""
    try:
        if DATE.fullmatch(words_of(node)):
            return date.fromisoformat(words_of(node))
    except ValueError:
        pass
    problems.append(Problem("bad-date", spot(node, path), {"value": shown(node)}))
    return None


def check_zone(node: Node | None, path: str, problems: list[Problem]) -> str:
    """Read the name of a time zone, and report one that there is not."""
    try:
        zone_of(words_of(node), NOON)
    except Refused as refused:
        problems.append(Problem(refused.code, spot(node, path) if node else None, refused.details))
    return words_of(node)


def read_family(texts: Mapping[str, str]) -> tuple[Family | None, list[Problem]]:
    """Read all files of a family; every problem of every file is reported, not only the first."""
    draft = Draft()
    for file, text in sorted(texts.items()):
        node, problems = read(text, file)
        draft.problems += problems
        if node is not None and node.value is not None:
            _merge(draft, node)
    if "family" not in draft.header:
        draft.problems.append(Problem("no-family", Place(min(texts, default="family.yaml")), {}))
        return None, draft.problems
    return _finish(draft), draft.problems


def _merge(draft: Draft, node: Node) -> None:
    if not check_keys(node, (*HEADERS, *TABLES, *LISTS), "", draft.problems):
        return
    for key, value in table_of(node).items():
        if key in TABLES:
            _merge_table(draft, key, value)
        elif key in LISTS:
            draft.lists.setdefault(key, []).extend(items_of(value))
        elif key in HEADERS:
            if key in draft.header:
                first = spot(draft.header[key])
                draft.problems.append(Problem("defined-twice", spot(node, key, key), {"id": key, "first": str(first)}))
            draft.header.setdefault(key, value)


def _merge_table(draft: Draft, key: str, node: Node) -> None:
    if not isinstance(node.value, dict):
        draft.problems.append(Problem("not-a-mapping", spot(node, key), {"value": shown(node)}))
        return
    table = draft.tables.setdefault(key, {})
    for name, entry in node.value.items():
        if name in table and key not in MERGED:
            first = spot(table[name][0])
            details = {"id": name, "first": str(first)}
            draft.problems.append(Problem("defined-twice", spot(node, f"{key}.{name}", name), details))
            continue
        table.setdefault(name, []).append(entry)


def _finish(draft: Draft) -> Family:
    header = draft.header
    own = words_of(header["family"])
    known = _versions(own, items_of(header.get("versions")), draft.problems)
    if not items_of(header.get("versions")):
        place = spot(header["family"], "versions")
        draft.problems.append(Problem("no-versions", place, {"family": own}))
    _check_header(header, draft.problems)
    return Family(
        id=own,
        header=header,
        tables={key: {name: tuple(nodes) for name, nodes in table.items()} for key, table in draft.tables.items()},
        lists={key: tuple(nodes) for key, nodes in draft.lists.items()},
        versions=known,
        governs=_governs(header.get("governs"), draft.problems),
        label=Text(words_of(header.get("zh")), words_of(header.get("en"))),
    )


def _check_header(header: Mapping[str, Node], problems: list[Problem]) -> None:
    """The zone and the currency must be known to the world, not only to the pack."""
    check_zone(header.get("zone"), "zone", problems)
    currency = words_of(header.get("currency"))
    if currency and currency not in EXPONENTS:
        details = {"value": currency, "nearest": near_currency(currency)}
        problems.append(Problem("money-currency", spot(header["currency"], "currency"), details))


def _versions(family: str, nodes: list[Node], problems: list[Problem]) -> tuple[Version, ...]:
    known: dict[str, tuple[Version, Node]] = {}
    for node in nodes:
        version = _version(family, node, problems)
        if version is None:
            continue
        if version.id in known:
            first = str(spot(known[version.id][1]))
            place = spot(table_of(node)["id"], "versions.id")
            problems.append(Problem("defined-twice", place, {"id": version.id, "first": first}))
        known.setdefault(version.id, (version, node))
    return tuple(version for version, _ in known.values())


def _version(family: str, node: Node, problems: list[Problem]) -> Version | None:
    if not check_keys(node, VERSION_KEYS, "versions", problems):
        return None
    entries = table_of(node)
    for key in ("id", "from"):
        if key not in entries:
            problems.append(Problem("missing-key", spot(node, "versions"), {"key": key, "of": "versions"}))
            return None
    since = read_date(entries["from"], "versions.from", problems)
    until = read_date(entries["until"], "versions.until", problems) if "until" in entries else None
    if since is None:
        return None
    if until is not None and until <= since:
        details = {"id": words_of(entries["id"]), "since": str(since), "until": str(until)}
        problems.append(Problem("empty-window", spot(entries["until"], "versions.until"), details))
    return Version(
        words_of(entries["id"]), family, since, until,
        one_of(node, "trust", tuple(Trust), "versions", problems), words_of(entries.get("source")), text_of(node),
    )  # fmt: skip


def _governs(node: Node | None, problems: list[Problem]) -> Governs:
    if node is None:
        return Governs("decided_at", (), Text("", ""))
    check_keys(node, GOVERNS_KEYS, "governs", problems)
    entries = table_of(node)
    rules = [words_of(n) for n in (*items_of(entries.get("rule")), *items_of(entries.get("cites")))]
    return Governs(words_of(entries.get("clock")) or "decided_at", tuple(rules), text_of(node))
