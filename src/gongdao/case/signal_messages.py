"""What messages and signals of screening are refused for: code -> (zh, en)."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    "message-empty": ("消息是空的：请写一句话", "the message is empty: write a sentence"),
    "message-known": ("消息编号 {id} 已用过：请换一个编号", "the id {id} of a message was used before: take another"),
    "messages-many": (
        "本案已有 {most} 条消息，不能再发；要说的话可以写进证据或异议",
        "the case has {most} messages and takes no more; say it in evidence or in an objection",
    ),
    "no-such-message": ("本案没有消息 {id}", "the case has no message {id}"),
    "message-not-held": (
        "消息 {id} 没有被拦下，不用放行",
        "the message {id} is not held back, so there is nothing to release",
    ),
    "signal-unknown": (
        "规则没有写提示 {kind} 能引起什么，所以不能发出；规则里有：{allowed}",
        "the rules do not say what a signal {kind} may trigger, so it cannot be raised; they know {allowed}",
    ),
    "signal-too-weak": (
        "提示 {kind} 的把握为千分之 {score}，规则要求千分之 {least} 至 1000",
        "the signal {kind} has {score} thousandths; the rules ask for {least} to 1000",
    ),
    "signal-form": (
        "提示要写明涉及谁（{allowed}）和何时检查，这里是“{whom}”",
        "a signal says whom it concerns ({allowed}) and when it was screened; here it is “{whom}”",
    ),
    "signal-reasons": (
        "提示最多 {most} 条理由，每条最多 {longest} 字",
        "a signal has at most {most} reasons of at most {longest} characters",
    ),
    "signal-known": ("同一件事已有提示 {id}", "the signal {id} says the same of the same thing already"),
    "no-such-signal": ("本案没有要您答复的提示", "there is no signal here for you to answer"),
    "signal-expired": (
        "提示 {id} 已在 {until} 到期，不再显示，不用再处理",
        "the signal {id} ended at {until} and is no longer shown; nothing need be done",
    ),
    "signal-decided": ("提示 {id} 已由人工复核过", "a person has reviewed the signal {id} already"),
    "signal-contested": (
        "您已对提示 {id} 提出异议，正等人工复核",
        "you have contested the signal {id}; a person reviews it",
    ),
    "signal-not-yours": (
        "提示 {id} 说的是{whom}，只有{whom}可以提出异议",
        "the signal {id} concerns the {whom}, who alone may contest it",
    ),
}
