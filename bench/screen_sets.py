"""Reads the public sets that screening of talk is measured on, and tells near-duplicates apart."""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path
from zlib import crc32

from gongdao.screening.talk import Turn

# The set fbs_sms was anonymised with words in capitals; a real message holds what they stand for.
STANDS_FOR = {
    "URL": "http://a.example.com/x", "CELLPHONE": "13800000000", "PHONE": "4008000000", "HOTLINE0": "95533",
    "DIGIT": "5", "NAME": "王", "PLACE": "北京", "WECHAT": "微信", "BANK": "6222020200012345678",
}  # fmt: skip
_WORD = re.compile("|".join(sorted(STANDS_FOR, key=len, reverse=True)))
FRAUD = ("FR:Phishing(Bank)", "FR:Phishing(Other)", "FR:Other", "FR:Financial")
SERVICE = "impersonate_customer_service"
HASHES = tuple((0x9E3779B1 * (2 * number + 1)) & 0xFFFFFFFF for number in range(12))
BANDS = 6


@dataclass(frozen=True, slots=True)
class Sample:
    """A text or a conversation of a set, its class, and whether it is of the half looked at while building."""

    turns: tuple[Turn, ...]
    kind: str
    looked_at: bool

    @property
    def text(self) -> str:
        return "\n".join(turn.text for turn in self.turns)


def fraud_texts(data: Path) -> list[Sample]:
    """telecom_fraud_texts_5: texts of five classes."""
    with (data / "measure-only/telecom_fraud_texts_5/data.csv").open(encoding="utf-8", newline="") as rows:
        return [_one(row["text"], row["label"]) for row in csv.DictReader(rows)]


def false_base_station(data: Path) -> list[Sample]:
    """fbs_sms: real messages of false base stations, their placeholders replaced."""
    with (data / "measure-only/fbs_sms/data.csv").open(encoding="utf-8", newline="") as rows:
        return [_one(row["text"], row["label14"], _filled(row["text"])) for row in csv.DictReader(rows)]


def personal(data: Path) -> list[Sample]:
    """nus_sms_zh: personal messages."""
    with gzip.open(data / "measure-only/nus_sms_zh/messages.csv.gz", "rt", encoding="utf-8", newline="") as rows:
        return [_one(row["text"], "personal") for row in csv.DictReader(rows)]


def after_sales(data: Path) -> list[Sample]:
    """jddc_dev: real after-sales chats."""
    with (data / "measure-only/jddc_dev/sessions_tagged.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Sample(tuple(Turn(it["role"], it["text"]) for it in row["turns"]), "chat", _half(row["id"])) for row in rows
    ]


def calls(data: Path) -> list[Sample]:
    """teleantifraud_text: synthetic telephone calls, scams by type and honest ones."""
    with gzip.open(data / "trainable/teleantifraud_text/dialogues.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [Sample(tuple(_call(row["caller"], row["callee"])), row["type"], _half(row["id"])) for row in rows]


def unlike(samples: Sequence[Sample]) -> list[Sample]:
    """The samples of the half not looked at that have no near-duplicate in the other half."""
    roots = clusters([sample.text for sample in samples])
    seen = {root for root, sample in zip(roots, samples, strict=True) if sample.looked_at}
    return [sample for root, sample in zip(roots, samples, strict=True) if root not in seen]


def clusters(texts: Sequence[str]) -> list[int]:
    """Number the clusters of near-duplicates: texts that share a band of their minhash, and what these share."""
    parent = list(range(len(texts)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    bands: dict[tuple[int, ...], int] = {}
    for number, text in enumerate(texts):
        for band in _bands(text):
            other = bands.setdefault(band, number)
            parent[root(number)] = root(other)
    return [root(number) for number in range(len(texts))]


def by_kind(samples: Iterable[Sample]) -> dict[str, list[Sample]]:
    """The samples of each class."""
    found: dict[str, list[Sample]] = defaultdict(list)
    for sample in samples:
        found[sample.kind].append(sample)
    return dict(sorted(found.items()))


def _bands(text: str) -> Iterator[tuple[int, ...]]:
    bare = re.sub(r"[\d\W]+|[A-Z]{3,}", "", text)
    shingles = {crc32(bare[at : at + 3].encode()) for at in range(max(1, len(bare) - 2))}
    low = [min((one * factor) & 0xFFFFFFFF for one in shingles) for factor in HASHES]
    rows = len(HASHES) // BANDS
    yield from ((band, *low[band * rows : (band + 1) * rows]) for band in range(BANDS))


def _one(text: str, kind: str, shown: str | None = None) -> Sample:
    return Sample((Turn("", text if shown is None else shown),), kind, _half(text))


def _half(key: str) -> bool:
    return int(sha256(key.encode()).hexdigest()[:2], 16) % 2 == 0


def _filled(text: str) -> str:
    return _WORD.sub(lambda found: f" {STANDS_FOR[found[0]]} ", text)


def _call(caller: Sequence[str], callee: Sequence[str]) -> Iterator[Turn]:
    for one, other in zip_longest(caller, callee):
        if one:
            yield Turn("caller", one)
        if other:
            yield Turn("callee", other)
