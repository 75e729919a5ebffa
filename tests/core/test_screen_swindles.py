"""Every script of swindlers is stopped over several turns, also in disguise; honest conversations that name it pass."""

from __future__ import annotations

import random

import pytest

from gongdao.screening.talk import Turn, screen_conversation, screen_message, talk_model
from gongdao.service.models import model
from talk_corpus import characters, disguises
from told_aside import HONEST_ASIDE, SWINDLES_AFTER, SWINDLES_ASIDE
from told_swindles import HONEST, SWINDLES, turns

MODEL = talk_model(model("talk"))
ALL = [(name, text) for name, texts in SWINDLES.items() for text in texts]
PLAIN, HARD = 0.9, 0.65  # the least share of conversations that is caught as a whole, also in a disguise
HARDEST = ("homophones", "pinyin", "scan")


@pytest.mark.parametrize(("name", "text"), ALL, ids=[f"{name} {at}" for at, (name, _) in enumerate(ALL)])
def test_a_script_in_several_turns_is_warned_of_while_it_is_said(name, text):
    said = turns(text)
    told = [signal for at, it in enumerate(said) if (signal := screen_message(MODEL, it.text, said[:at], it.who))]

    assert told
    named = {script for signal in (*told, screen_conversation(MODEL, said)) if signal for script in signal.scripts}
    assert not name.startswith("SC-") or name[:4] in named
    assert {it.kind for it in told} == {"message.extortion" if "SC-8" in name else "message.scam"}


def test_most_are_caught_as_a_whole_conversation():
    assert sum(screen_conversation(MODEL, turns(text)) is not None for _, text in ALL) >= PLAIN * len(ALL)


@pytest.mark.parametrize(
    ("texts", "while_said", "whole"), [(SWINDLES_ASIDE, 0.85, 0.7), (SWINDLES_AFTER, 0.75, 0.5)], ids=["aside", "after"]
)
def test_scripts_in_other_words_are_mostly_caught(texts, while_said, whole):
    asides = [turns(text) for text in texts]
    warned = [any(screen_message(MODEL, it.text, said[:at], it.who) for at, it in enumerate(said)) for said in asides]

    assert sum(warned) >= while_said * len(asides)
    assert sum(screen_conversation(MODEL, said) is not None for said in asides) >= whole * len(asides)


def test_honest_talk_in_other_words_passes_as_a_whole():
    assert [screen_conversation(MODEL, turns(text)) for text in HONEST_ASIDE] == [None] * len(HONEST_ASIDE)


@pytest.mark.parametrize("text", HONEST)
def test_honest_talk_of_the_same_things_passes(text):
    said = turns(text)
    told = [signal for at, it in enumerate(said) if (signal := screen_message(MODEL, it.text, said[:at], it.who))]

    assert all(signal.details.get("told") for signal in told)
    signal = screen_conversation(MODEL, said)
    assert signal is None or signal.details.get("told")


@pytest.mark.parametrize("way", sorted(disguises(characters())))
def test_a_disguise_hides_few_conversations(way):
    chance, disguise = random.Random(3), disguises(characters())[way]
    hidden = [[Turn(it.who, disguise(chance, it.text)) for it in turns(text)] for _, text in ALL]

    caught = sum(screen_conversation(MODEL, said) is not None for said in hidden)

    assert caught >= (HARD if way in HARDEST else PLAIN) * len(ALL)
