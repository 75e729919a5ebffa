"""Trains the model of screened talk: writes models/talk/lexicon.json and weights.json, the same every time.

    python scripts/train_talk.py                     on the written scripts of models/talk
    python scripts/train_talk.py --also FILE.jsonl   and on one's own: {"text" or "turns": ..., "label": 0 or 1} a line
    python scripts/train_talk.py --out DIR           elsewhere, for an ablation

Weights of signs of a script are never below zero and those of calm signs never above, so that no word makes a text
both likelier and safer. The probability is calibrated on texts of families that the weights had not seen.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

from gongdao.screening.lexicon import Lexicon, read_lexicon
from gongdao.screening.signs import signs_in
from gongdao.screening.text import Characters, read_characters
from gongdao.screening.weighing import (
    ALONE,
    INSISTED,
    ONLY_TOGETHER,
    OWN_KIND,
    PARTS,
    STAGED,
    Weights,
    conversation_features_of,
    extortion_features_of,
    features_of,
    probability,
    read_weights,
)
from talk_corpus import FOLDER, characters, chats, disguises, filled, messages, read

SEED = 20260101
NUMBERS = (2500, 1500, 500)  # of messages, conversations and extortions
ROUNDS = 200
HARDNESS = {"message": 0.01, "conversation": 0.01, "extortion": 0.01}
FOLDS = 4
# Before any text is seen a weight is thought to be near that of its part in a script; the texts move it.
THOUGHT = {
    "who": 0.5, "pretext": 0.9, "lure": 0.9, "demand": 1.2, "place": 1.2, "pressure": 0.6, "calm": -0.5, "threat": 1.5,
    "ransom": 1.5,
}  # fmt: skip
THOUGHT_STRONG = 2.0
THOUGHT_TOGETHER = 0.4
THOUGHT_NAMED = 1.0
THOUGHT_SUREST = 6.0
THOUGHT_STAGED = {"three parts": 0.8, "four parts": 1.5}  # a script told from its opening to what it wants
LEAST_CALM = -0.8  # a swindler can add calm words too
CALM = {"official-path", "order-talk", "marketing", "claims-by-law"}
DISGUISED_SHARE = 0.25
CALIBRATED_ON = "written scripts and honest talk, half and half, of families that the weights had not seen"
EVEN = 0.5
THRESHOLDS = {"message": 0.5, "conversation": 0.7, "extortion": 0.5}


@dataclass(frozen=True, slots=True)
class Row:
    """What is there in a text, with its label and what it was made of."""

    features: frozenset[str]
    label: int
    family: str


def main() -> None:
    """Train and write."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--also", metavar="FILE", type=Path, help="own texts to train on as well, JSON Lines")
    options.add_argument("--out", metavar="DIR", type=Path, default=FOLDER, help="where to write")
    asked = options.parse_args()
    written = yaml.safe_load((FOLDER / "lexicon.yaml").read_text(encoding="utf-8"))
    parts = trained_parts(written, list(own_texts(asked.also)) if asked.also else [])
    asked.out.mkdir(parents=True, exist_ok=True)
    head = {
        "about": "Weights of the signs of models/talk/lexicon.json.",
        "source": "Trained by scripts/train_talk.py on written scripts, Apache-2.0.",
    }
    body = {"version": str(written["version"]), "calibrated_on": CALIBRATED_ON, **parts}
    body["digest"] = sha256(json.dumps([written, body], sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]
    _write(asked.out / "lexicon.json", written)
    _write(asked.out / "weights.json", head | body)
    for kind, part in parts.items():
        print(f"{kind}: {part['rows']} rows, error of calibration {part['calibration_error']:.3f}, {part['unseen']}")


def trained_parts(
    written: Mapping[str, Any], also: Sequence[Mapping[str, Any]], number: tuple[int, int, int] = NUMBERS
) -> dict[str, dict[str, Any]]:
    """Give the weights of messages, conversations and extortion for a written lexicon, with own texts as well.

    ``number`` is of messages, of conversations and of extortions that are made, of either label.
    """
    tables = characters()
    reader = read_characters(tables)
    lexicon = read_lexicon(reader, written)
    thought = _thought(lexicon, written, "message")
    of_messages = trained("message", list(_messages(reader, lexicon, tables, also, number[0])), thought)
    alone, thought = read_weights(of_messages), _thought(lexicon, written, "conversation")
    of_chats = trained("conversation", list(_chats(reader, lexicon, tables, also, alone, number[1])), thought)
    return {"message": of_messages, "conversation": of_chats, "extortion": trained_extortion(written, number[2])}


def trained_extortion(written: Mapping[str, Any], number: int = NUMBERS[2]) -> dict[str, Any]:
    """Give the weights of extortion for a written lexicon."""
    reader = read_characters(characters())
    lexicon = read_lexicon(reader, written)
    return trained("extortion", list(_extortions(reader, lexicon, number)), _thought(lexicon, written, "extortion"))


def trained(kind: str, rows: Sequence[Row], thought: Mapping[str, float]) -> dict[str, Any]:
    """Give the weights of all rows, calibrated on the families left out in turn."""
    families = [sorted({row.family for row in rows if row.label == label}) for label in (0, 1)]
    held: list[tuple[float, int]] = []
    for fold in range(FOLDS):
        out = {family for some in families for family in some[fold::FOLDS]}
        bias, weights = _fitted(kind, [row for row in rows if row.family not in out], thought)
        held += [
            (math.fsum((bias, *(weights.get(it, 0.0) for it in row.features))), row.label)
            for row in rows
            if row.family in out
        ]
    scale, shift = _scaled(held)
    bias, weights = _fitted(kind, rows, thought)
    told = [(1 / (1 + math.exp(-(scale * score + shift))), label) for score, label in held]
    caught = sum(p >= EVEN for p, label in told if label) / max(1, sum(label for _, label in told))
    false = sum(p >= EVEN for p, label in told if not label) / max(1, sum(not label for _, label in told))
    return {
        "rows": len(rows),
        "unseen": f"families left out, at even odds: caught {caught:.3f}, false alarms {false:.4f}",
        "calibration_error": round(_error(told), 4),
        "threshold": THRESHOLDS[kind],
        "bias": round(bias, 3),
        "scale": round(scale, 3),
        "shift": round(shift, 3),
        "weights": {name: round(weight, 3) for name, weight in sorted(weights.items(), key=lambda it: (-it[1], it[0]))},
    }


def _fitted(kind: str, rows: Sequence[Row], thought: Mapping[str, float]) -> tuple[float, dict[str, float]]:
    """Logistic regression by gradient descent with a step of its own for each weight (Adagrad); equal rows are one."""
    weights = dict(thought)
    counted = _counted(rows)
    total = sum(count for *_, count in counted)
    bias, of_bias = 0.0, 1e-6
    steps = dict.fromkeys(weights, 1e-6)
    for _ in range(ROUNDS):
        slope = dict.fromkeys(weights, 0.0)
        lean = 0.0
        for features, label, count in counted:
            score = bias + sum(weights[name] for name in features)
            off = (1 / (1 + math.exp(-max(-30.0, min(30.0, score)))) - label) * count / total
            lean += off
            for name in features:
                slope[name] += off
        of_bias += lean * lean
        bias -= 0.5 * lean / math.sqrt(of_bias)
        for name, value in slope.items():
            value += HARDNESS[kind] * (weights[name] - thought[name])
            steps[name] += value * value
            weights[name] = _signed(name, weights[name] - 0.5 * value / math.sqrt(steps[name]))
    return bias, weights


def _thought(lexicon: Lexicon, data: Mapping[str, Any], kind: str) -> dict[str, float]:
    """What is thought of every feature before any text is seen."""
    written = data["signs"]
    of_extortion = kind == "extortion"
    signs = {
        name: THOUGHT_STRONG if written[name].get("strong") else THOUGHT[it.part]
        for name, it in lexicon.signs.items()
        if it.part == "calm" or (it.part not in ONLY_TOGETHER and (it.part in OWN_KIND) == of_extortion)
    }
    if of_extortion:
        return signs | {"threat+ransom": THOUGHT_TOGETHER}
    pairs = (f"{one}+{other}" for one, other in combinations(PARTS, 2))
    more = ["two pretexts", "two demands", "disguised"]
    if kind == "conversation":
        more += [*(f"insists: {part}" for part in INSISTED), *(f"one turn alone {limit}" for limit in ALONE), STAGED]
    named = {name: THOUGHT_SUREST if name in data["surest"] else THOUGHT_NAMED for name in lexicon.together}
    return signs | dict.fromkeys((*pairs, *more), THOUGHT_TOGETHER) | THOUGHT_STAGED | named


def _counted(rows: Sequence[Row]) -> list[tuple[tuple[str, ...], int, int]]:
    counts: dict[tuple[tuple[str, ...], int], int] = {}
    for row in rows:
        key = (tuple(sorted(row.features)), row.label)
        counts[key] = counts.get(key, 0) + 1
    return [(features, label, count) for (features, label), count in sorted(counts.items())]


def _signed(name: str, weight: float) -> float:
    return max(LEAST_CALM, min(0.0, weight)) if name in CALM else max(0.0, weight)


def _scaled(held: Sequence[tuple[float, int]]) -> tuple[float, float]:
    """Platt's scale and shift."""
    scale, shift = 1.0, 0.0
    for _ in range(2000):
        by_scale = by_shift = 0.0
        for score, label in held:
            off = 1 / (1 + math.exp(-max(-30.0, min(30.0, scale * score + shift)))) - label
            by_scale += off * score
            by_shift += off
        scale -= 0.05 * by_scale / len(held)
        shift -= 0.2 * by_shift / len(held)
    return scale, shift


def _error(told: Sequence[tuple[float, int]]) -> float:
    """Expected error of calibration in ten bins."""
    bins: dict[int, list[tuple[float, int]]] = {}
    for score, label in told:
        bins.setdefault(min(9, int(score * 10)), []).append((score, label))
    return sum(abs(sum(p for p, _ in one) - sum(label for _, label in one)) for one in bins.values()) / len(told)


def _messages(
    reader: Characters, lexicon: Lexicon, tables: Mapping[str, Any], also: Iterable[Mapping[str, Any]], number: int
) -> Iterator[Row]:
    chance = random.Random(SEED)
    ways = list(disguises(tables).values())
    for line in messages(chance, number):
        text = chance.choice(ways)(chance, line.text) if chance.random() < DISGUISED_SHARE else line.text
        yield _row(reader, lexicon, (text,), line.label, line.family)
    yield from (_row(reader, lexicon, (it["text"],), int(it["label"]), "own") for it in also if "text" in it)


def _chats(
    reader: Characters,
    lexicon: Lexicon,
    tables: Mapping[str, Any],
    also: Iterable[Mapping[str, Any]],
    alone: Weights,
    number: int,
) -> Iterator[Row]:
    chance = random.Random(SEED + 1)
    ways = list(disguises(tables).values())
    for chat in chats(chance, number):
        way = chance.choice(ways) if chance.random() < DISGUISED_SHARE else (lambda _, text: text)
        turns = [way(chance, turn) for turn in chat.turns]
        yield Row(_of_turns(reader, lexicon, turns, alone), chat.label, chat.family)
    yield from (
        Row(_of_turns(reader, lexicon, it["turns"], alone), int(it["label"]), "own") for it in also if "turns" in it
    )


def _of_turns(reader: Characters, lexicon: Lexicon, turns: Sequence[str], alone: Weights) -> frozenset[str]:
    found = [signs_in(reader, lexicon, turn) for turn in turns]
    names = [frozenset(it.sign for it in one) for one in found]
    likeliest = max(probability(alone, features_of(lexicon, one)) for one in names)
    disguised = any(it.disguised for one in found for it in one)
    return conversation_features_of(lexicon, names, disguised=disguised, alone=likeliest)


def _extortions(reader: Characters, lexicon: Lexicon, number: int) -> Iterator[Row]:
    chance = random.Random(SEED + 2)
    scripts, honest = read("scripts"), read("benign")
    calm = [line for family in honest["families"] for line in family["lines"]]
    for _ in range(number):
        which = chance.randrange(len(scripts["extortion"]))
        line = scripts["extortion"][which]
        for text, labelled, family in (
            (line["text"], line["label"], f"extortion{which}"),
            (chance.choice(calm), 0, "calm"),
        ):
            full = filled(chance, text, scripts["slots"] | honest["slots"])
            signs = frozenset(it.sign for it in signs_in(reader, lexicon, full))
            yield Row(extortion_features_of(lexicon, signs), labelled, family)


def _row(reader: Characters, lexicon: Lexicon, texts: Iterable[str], label: int, family: str) -> Row:
    found = [it for text in texts for it in signs_in(reader, lexicon, text)]
    features = features_of(lexicon, frozenset(it.sign for it in found), disguised=any(it.disguised for it in found))
    return Row(features, label, family)


def own_texts(file: Path) -> Iterator[Mapping[str, Any]]:
    """Read one's own texts: a JSON object a line, ``text`` or ``turns``, and ``label``."""
    with file.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _write(file: Path, value: Mapping[str, Any]) -> None:
    file.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
