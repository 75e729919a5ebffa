"""Tells why one rule did or did not apply: each test with its facts, what beat it, and what would change it."""

from __future__ import annotations

from collections.abc import Mapping

from gongdao.case.file import Case
from gongdao.case.ruling import Decided
from gongdao.cli.page import Page, hanging
from gongdao.kernel.calendar import Calendar
from gongdao.kernel.text import Text, listed
from gongdao.policy.given import State
from gongdao.policy.machine import Machine
from gongdao.policy.otherwise import applies, otherwise
from gongdao.policy.pack import Decision, Rule
from gongdao.policy.settle import Tried
from gongdao.policy.syntax import Expr, names, params
from gongdao.policy.work import Evaluation
from gongdao.telling.rule_text import Speaker
from gongdao.telling.vocabulary import STATES
from gongdao.telling.voice import Voice, in_language, labels_of

WORDS = {
    "title": Text("{rule}  {text}", "{rule}  {text}"),
    "case": Text("案件 {id} {title}", "case {id} {title}"),
    "table": Text(
        "表“{table}”，本案的回答：{answer}{rules}。", "Table “{table}”, answered in this case: {answer}{rules}."
    ),
    "given-by": Text("（{rules}）", " ({rules})"),
    "applied": Text("适用：条件都成立。", "It applied: every condition is met."),
    "applied-always": Text("适用：它没有条件。", "It applied: it has no condition."),
    "defeated": Text(
        "没有适用：条件都成立，但让位于 {by}（{text}）。",
        "It did not apply: its conditions are met, but it gave way to {by} ({text}).",
    ),
    "not-counted": Text("条件都成立，但没有决定结果。", "Its conditions are met, but it did not decide the answer."),
    "stacked": Text(
        "条件都成立，但同组各项只取金额最高的一项。",
        "Its conditions are met, but of its group only the highest amount counts.",
    ),
    "failed": Text("没有适用：有条件不成立。", "It did not apply: a condition is not met."),
    "excepted": Text("没有适用：例外情形成立。", "It did not apply: its exception is met."),
    "not-in-force": Text(
        "没有适用：这条规则{window}有效，本案的{clock}不在其中。",
        "It did not apply: it is in force {window}, and the {clock} of this case is not within.",
    ),
    "from": Text("自 {since} 起", "from {since}"),
    "until": Text("在 {until} 之前", "before {until}"),
    "unknown": Text(
        "还不能确定：取决于尚未证明的事实。", "It cannot be told yet: it rests on facts that are not proved yet."
    ),
    "unasked": Text("这张表在本案没有问到。", "This table was not asked in this case."),
    "unless": Text("没有例外：{test}", "no exception: {test}"),
    "because": Text("{name}={value}", "{name}: {value}"),
    "state": Text("{value}，{state}", "{value}, {state}"),
    "rules": Text("{value}，由 {rules}", "{value}, by {rules}"),
    "param": Text("{name}={value}", "{name}: {value}"),
    "to-apply": Text("要使它适用，须：", "For it to apply:"),
    "not-to-apply": Text("如有下列情形，它就不适用：", "It would not apply if:"),
    "must": Text("{test}", "{test}"),
    "not-met": Text("这一条件不成立：{test}", "this condition were not met: {test}"),
    "must-not": Text("没有例外：{test}", "the exception is not met: {test}"),
    "no-beater": Text("{by} 不适用", "{by} does not apply"),
    "findings": Text("只改变认定就够：{findings}", "a change of findings is enough: {findings}"),
    "true": Text("“{fact}”成立", "“{fact}” is found"),
    "false": Text("“{fact}”不成立", "“{fact}” is not found"),
    "and": Text("，且", " and "),
    "or": Text("；或者", "; or "),
}
MARKS = {
    True: Text("[成立]  ", "[met]     "),
    False: Text("[不成立]", "[not met] "),
    None: Text("[未定]  ", "[open]    "),
}
COLOURS = {True: "green", False: "red", None: "yellow"}
MOST_WAYS = 4
MOST_DEPTH = 3


def why(
    case: Case, decided: Decided, calendars: Mapping[str, Calendar], page: Page, decision: Decision, rule: Rule
) -> list[str]:
    """Give the lines that tell of one rule."""
    asking = _Asking(decided.evaluation, calendars, page, decision, rule, decided.currency)
    lines = [page.paint(line, "bold") for line in hanging(page, f"{rule.id}  ", rule.label.say(page.lang))]
    about = asking.say("case", id=case.id, title=in_language(case.title, page.lang))
    lines += hanging(page, "  ", about)
    lines += [*hanging(page, "  ", asking.table()), *hanging(page, "  ", asking.verdict())]
    return [*lines, *asking.tests(), *asking.otherwise()]


class _Asking:
    """One rule in one case while it is told of."""

    def __init__(
        self, evaluation: Evaluation, calendars: Mapping[str, Calendar], page: Page, decision: Decision, rule: Rule,
        currency: str,
    ) -> None:  # fmt: skip
        self.evaluation, self.calendars, self.page = evaluation, calendars, page
        self.decision, self.rule, self.lang = decision, rule, page.lang
        self.machine = Machine(evaluation.pack, calendars)
        self.machine.bind(evaluation.values, evaluation.params)
        used = {name: evaluation.params[name] for name in _params(rule) if name in evaluation.pack.params}
        labels = labels_of(evaluation.pack, page.lang, used, currency)
        self.speaker = Speaker(Voice(page.lang, evaluation.pack, currency), labels)

    def say(self, key: str, **parts: object) -> str:
        return WORDS[key].say(self.lang).format(**parts)

    def table(self) -> str:
        answer = self.evaluation.answers.get(self.decision.id)
        if answer is None:
            return self.say("unasked")
        value = self.speaker.voice.value(self.decision.id, answer.value)
        given = listed((winner.id for winner in answer.winners), self.lang)
        rules = self.say("given-by", rules=given) if given else ""
        return self.say("table", table=self.speaker.voice.name(self.decision.id), answer=value, rules=rules)

    def tried(self) -> Tried | None:
        answer = self.evaluation.answers.get(self.decision.id)
        return next((it for it in answer.tried if it.rule.id == self.rule.id), None) if answer else None

    def verdict(self) -> str:
        """In one sentence, what became of the rule."""
        tried = self.tried()
        if tried is None:
            return ""
        if not tried.in_force:
            return self._not_in_force()
        if tried.value is None:
            return self.say("unknown")
        if tried.value is False:
            return self.say("excepted" if tried.by_unless else "failed")
        if applies(self.evaluation, self.decision.id, self.rule):
            return self.say("applied" if self.rule.tests or self.rule.unless else "applied-always")
        by = self._beaten_by()
        return (
            self.say("defeated", by=by.id, text=by.label.say(self.lang).rstrip("。."))
            if by
            else self.say(self._uncounted())
        )

    def _beaten_by(self) -> Rule | None:
        defeated = self.evaluation.answers[self.decision.id].defeated
        return next((by for lost, by in defeated if lost.id == self.rule.id), None)

    def _uncounted(self) -> str:
        stacked = self.rule.stacks and self.rule.stacks == self.decision.highest_of
        return "stacked" if stacked else "not-counted"

    def _not_in_force(self) -> str:
        since, until = self.rule.since, self.rule.until
        window = [self.say("from", since=since)] if since else []
        window += [self.say("until", until=until)] if until else []
        clock = self.speaker.voice.name(self.rule.clock)
        return self.say("not-in-force", window=listed(window, self.lang), clock=clock)

    def tests(self) -> list[str]:
        """Each test of the rule: met or not, and the facts that made it so."""
        lines: list[str] = []
        for test in self.rule.tests:
            lines += self._test(self.speaker.say(test), test, self.machine.truth(test))
        if self.rule.unless is not None:
            met = self.machine.truth(self.rule.unless)
            said = self.say("unless", test=self.speaker.say(self.rule.unless))
            lines += self._test(said, self.rule.unless, None if met is None else not met)
        return ["", *lines] if lines else []

    def _test(self, said: str, test: Expr, met: bool | None) -> list[str]:
        mark = MARKS[met].say(self.lang)
        first, *rest = hanging(self.page, f"  {mark} ", said)
        lines = [first.replace(mark, self.page.paint(mark, COLOURS[met]), 1), *rest]
        for text in self._facts(test, MOST_DEPTH):
            lines += [self.page.paint(line, "dim") for line in hanging(self.page, "      ", text)]
        return lines

    def _facts(self, test: Expr, depth: int) -> list[str]:
        """What a test asked: facts with their values; a term by what it asked in its turn."""
        pack, said = self.evaluation.pack, []
        for name in sorted(names(test)):
            if name in pack.terms and depth:
                said += self._facts(pack.terms[name].expr, depth - 1)
            elif name in pack.facts or name in pack.decisions:
                said.append(self._fact(name))
        return list(dict.fromkeys(said))

    def _fact(self, name: str) -> str:
        voice, evaluation = self.speaker.voice, self.evaluation
        value = voice.value(name, evaluation.values.get(name))
        state = evaluation.states.get(name)
        if state is not None and state.value in STATES and state is not State.PROVED:
            value = self.say("state", value=value, state=STATES[state.value].say(self.lang))
        answer = evaluation.answers.get(name)
        if answer is not None and answer.winners:
            rules = listed((winner.id for winner in answer.winners[:3]), self.lang)
            value = self.say("rules", value=value, rules=rules)
        return self.say("because", name=voice.name(name), value=value)

    def otherwise(self) -> list[str]:
        """What would have to be otherwise, the findings that alone would do it last."""
        said = self._undone() if applies(self.evaluation, self.decision.id, self.rule) else self._needed()
        changes = otherwise(self.evaluation, self.calendars, self.decision.id, self.rule)
        if changes:
            ways = self.say("or").join(self._findings(change) for change in changes[:MOST_WAYS])
            said.append(self.say("findings", findings=ways))
        if not said:
            return []
        head = "not-to-apply" if applies(self.evaluation, self.decision.id, self.rule) else "to-apply"
        lines = [line for text in said for line in hanging(self.page, "  - ", text)]
        return ["", f"  {self.say(head)}", *lines]

    def _undone(self) -> list[str]:
        return [self.say("not-met", test=self.speaker.say(test)) for test in self.rule.tests]

    def _needed(self) -> list[str]:
        tried = self.tried()
        if tried is None or not tried.in_force:
            return []
        said = [self.speaker.say(test) for test in self.rule.tests if self.machine.truth(test) is not True]
        if self.rule.unless is not None and self.machine.truth(self.rule.unless) is not False:
            said.append(self.say("must-not", test=self.speaker.say(self.rule.unless)))
        by = self._beaten_by()
        return said + ([self.say("no-beater", by=by.id)] if by else [])

    def _findings(self, change: dict[str, bool]) -> str:
        voice = self.speaker.voice
        return self.say("and").join(self.say(str(to).lower(), fact=voice.name(name)) for name, to in change.items())


def _params(rule: Rule) -> frozenset[str]:
    tests = (*rule.tests, rule.unless) if rule.unless is not None else rule.tests
    return frozenset().union(*(params(test) for test in tests))
