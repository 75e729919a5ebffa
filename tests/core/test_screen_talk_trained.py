"""The shipped model of talk is what one command makes of the written texts."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import yaml

import train_talk
from counts import count
from talk_corpus import FOLDER

PARTS = ("version", "calibrated_on", "message", "conversation", "extortion")


def test_the_weights_were_trained_on_the_lexicon_as_it_is_written():
    written = yaml.safe_load((FOLDER / "lexicon.yaml").read_text(encoding="utf-8"))
    weights = json.loads((FOLDER / "weights.json").read_text(encoding="utf-8"))
    body = {key: weights[key] for key in PARTS}

    assert json.loads((FOLDER / "lexicon.json").read_text(encoding="utf-8")) == written
    assert (
        weights["digest"]
        == sha256(json.dumps([written, body], sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]
    )
    assert {kind: weights[kind]["threshold"] for kind in train_talk.THRESHOLDS} == train_talk.THRESHOLDS


def test_training_gives_the_shipped_weights_again():
    written = yaml.safe_load((FOLDER / "lexicon.yaml").read_text(encoding="utf-8"))
    weights = json.loads((FOLDER / "weights.json").read_text(encoding="utf-8"))

    made = (only_extortion, all_parts)[count(short=0, long=1)](written)

    assert made == {kind: weights[kind] for kind in made}


def only_extortion(written: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """This function will train the smallest part."""
    return {"extortion": train_talk.trained_extortion(written)}


def all_parts(written: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """This function will train all that there is, in half a minute."""
    return train_talk.trained_parts(written, [])
