"""The shipped model of talk is what one command makes of the written texts."""

from __future__ import annotations

import json
import sys
from hashlib import sha256

import yaml

import train_talk
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


def test_training_gives_the_shipped_files_byte_for_byte(tmp_path, capsys):
    given, sys.argv = sys.argv, ["train_talk.py", "--out", str(tmp_path)]
    try:
        train_talk.main()
    finally:
        sys.argv = given

    for name in ("lexicon.json", "weights.json"):
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes()
