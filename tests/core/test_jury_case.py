"""The jury of a case: valid votes, void votes, the first majority, and the tie that goes to staff at once."""

from __future__ import annotations

from dataclasses import replace

from court_room import COURT, START, at, given, heard, refusal, when
from gongdao.case.decider import catch_up, decide, fold
from gongdao.case.notices import notices
from gongdao.case.stages.jury import CastVote, OpenJury, VoidVote, sealed
from gongdao.case.stages.opening import TakeFacts
from gongdao.case.stages.ruled import GiveRuling

CHOSEN = TakeFacts(START, "marketplace", "x", START, "buyer", (("chose_jury", True),))
PANEL = OpenJury(at(8), "platform", 5, 3, "0" * 64)


def panel(*sides):
    return given(CHOSEN, *heard(), PANEL, *(vote(n, side) for n, side in enumerate(sides)))


def vote(n, side):
    return CastVote(at(9 + n), f"juror:{n}", side, "seen the pictures")


def test_a_panel_can_find_for_one_side_only():
    case = given(CHOSEN, *heard())

    assert refusal(case, replace(PANEL, to_win=2)) == "jury-cannot-win"
    assert refusal(case, replace(PANEL, to_win=6)) == "jury-cannot-win"


def test_a_vote_says_its_reason():
    assert refusal(panel(), replace(vote(0, "buyer"), reason="")) == "reason-missing"


def test_a_void_vote_does_not_count_and_is_not_cast_again():
    void = VoidVote(at(12), "staff:7", "juror:0", "shares the seller's address")
    case = given(void, case=panel("seller", "seller"))

    assert case.facts["jury"]["votes"] == {"buyer": 0, "seller": 1, "none": 0}
    assert refusal(case, vote(0, "seller")) == "vote-void"
    assert refusal(case, void) == "no-such-vote"
    assert refusal(panel("seller"), replace(void, reason="")) == "reason-missing"


def test_a_panel_in_which_nobody_can_win_any_more_goes_to_staff_at_once():
    case = panel("buyer", "seller", "none")

    assert when(case, vote(3, "none")) == ["VoteCast", "JuryTied"]
    tied = given(vote(3, "none"), case=case)
    assert (tied.stage, tied.facts["jury"]["votes"]["buyer"]) == ("review", 1)


def test_a_vote_made_void_may_leave_nobody_who_can_win():
    case = panel("buyer", "buyer", "seller", "none")
    void = VoidVote(at(13), "staff:7", "juror:0", "kin")

    assert when(case, void) == ["VoteVoided", "JuryTied"]


def test_the_first_majority_ends_the_vote():
    assert when(panel("buyer", "buyer"), vote(2, "buyer"))[:3] == ["VoteCast", "MajorityReached", "RulingGiven"]


def test_time_that_runs_out_hands_the_votes_to_staff_for_reference():
    case = panel("buyer", "buyer")

    late = fold(case, catch_up(case, COURT, at(56)))
    assert (late.stage, late.facts["jury"]["votes"]["buyer"]) == ("review", 2)


def test_staff_decide_what_the_jury_left_open_as_if_there_had_been_none():
    tied = given(vote(3, "none"), case=panel("buyer", "seller", "none"))
    early = panel("buyer", "buyer")
    lapsed = fold(early, catch_up(early, COURT, at(56)))
    unheard = given(*heard(), GiveRuling(at(57), "staff:7")).rulings[-1]

    for case in (tied, lapsed):
        ruling = given(GiveRuling(at(57), "staff:7"), case=case).rulings[-1]
        assert (ruling.outcome, ruling.winner, ruling.by) == (unheard.outcome, unheard.winner, "staff:7")


def test_while_the_jury_votes_a_vote_is_told_to_nobody_and_known_to_who_cast_it_alone():
    void = VoidVote(at(12), "staff:7", "juror:0", "shares the seller's address")
    cases = [given(void, case=panel(side, side)) for side in ("buyer", "seller")]
    for case, side in zip(cases, ("buyer", "seller"), strict=True):
        cast = decide(case, vote(6, "none"), COURT)
        assert notices(case, [recorded.event for recorded in cast], fold(case, cast), COURT) == ()
        assert (sealed(case, "juror:1").voted, sealed(case, "juror:0").void) == ((("juror:1", side),), ("juror:0",))
    one, other = (sealed(case) for case in cases)

    assert (one.facts["jury"], one.voted, one.void) == (other.facts["jury"], other.voted, other.void)
    assert (one.voted, one.void, set(one.facts["jury"]["votes"].values())) == ((), (), {0})
    over = given(vote(6, "buyer"), vote(7, "buyer"), case=cases[0])
    assert sealed(over) is over
