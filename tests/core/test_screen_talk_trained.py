"""The shipped model of talk is what one command makes of the written texts."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import yaml

import train_talk
from counts import count
from gongdao.screening.talk import talk_model, weigh_message
from gongdao.service.models import model
from talk_corpus import FOLDER, characters

OWN = "您的包裹涉嫌违禁，海关暂扣"
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


def test_ones_own_texts_move_the_weights_of_their_signs_and_the_model_can_be_used(tmp_path):
    written = yaml.safe_load((FOLDER / "lexicon.yaml").read_text(encoding="utf-8"))
    file = tmp_path / "mine.jsonl"
    said = {"text": OWN, "label": 1}, {"turns": ["您好", OWN, "麻烦尽快"], "label": 1}
    file.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in said * 60) + "\n\n", encoding="utf-8")
    also = list(train_talk.own_texts(file))

    before, after = (train_talk.trained_parts(written, texts, (40, 20, 10)) for texts in ([], also))

    assert len(also) == 120
    assert after["message"]["rows"] == before["message"]["rows"] + 60
    assert after["conversation"]["rows"] == before["conversation"]["rows"] + 60
    assert after["message"]["weights"]["parcel-held"] > before["message"]["weights"]["parcel-held"]
    weights = {"version": "mine", "calibrated_on": "mine", "digest": "", **after}
    mine = talk_model({"characters": characters(), "lexicon": written, "weights": weights})
    assert weigh_message(mine, OWN).score > weigh_message(talk_model(model("talk")), OWN).score


def only_extortion(written: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """This function will train the smallest part."""
    return {"extortion": train_talk.trained_extortion(written)}


def all_parts(written: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """This function will train all that there is, in half a minute."""
    return train_talk.trained_parts(written, [])
