"""Every page of the anonymous survey, as its participants meet it."""

from tests.browser.cast import may_answer, untouched
from tests.browser.stage import State

GO = "main .go"
NEW = (untouched,)

ASKED, ASKED_B = (may_answer("answering"),), (may_answer("answering_b"),)
QUESTIONS = ("q1", "q2", "q3", "q5", "q6", "q7")
#: With the longest words among them, and both ways past.
GIVEN = dict(zip(QUESTIONS, "125895", strict=True))
ROOM = "/enkat/rum/{code}"
#: Pages of part B in the place of questions that are not for her.
NOT_ASKED = {"q9": {"q8": "2"}, "q10": {"q8": "8", "q9": "0"}}


def _questions() -> tuple[State, ...]:
    """Every question of both parts as it is met the first time."""
    part_a = [(step, "a", dict(list(GIVEN.items())[:n])) for n, step in enumerate(QUESTIONS)]
    part_b = [("q8", "b", {}), ("q9", "b", {"q8": "1"}), ("q10", "b", {"q8": "1", "q9": "4"})]
    return tuple(State(f"enkat-fraga-{step}", f"/enkat/{step}", sheet=part, answers=given) for step, part, given in (*part_a, *part_b))


SURVEY = (
    State("enkat-lank", "/m/{token}", about=ASKED),
    State("enkat-lank-b", "/m/{token}", about=ASKED_B),
    State("enkat-min-sida", "/min-sida", who=ASKED),
    State("enkat-borja", "/enkat", who=ASKED),
    State("enkat-borja-b", "/enkat", who=ASKED_B),
    State("enkat-inget", "/enkat"),
    State("enkat-fortsatt", "/enkat", sheet="a", answers={"q1": "4"}),
    State("enkat-rum", ROOM),
    State("enkat-rum-kand", ROOM, who=ASKED),
    State("enkat-rum-fortsatt", ROOM, sheet="a", answers={"q1": "4"}),
    State("enkat-rum-inget", "/enkat/rum/finnsinte", status=404),
    State("enkat-ord", f"{ROOM}/ord", words=True),
    State("enkat-ord-vanta", f"{ROOM}/ord", words=True, press=GO),
    *_questions(),
    State("enkat-fraga-fel", "/enkat/q1", sheet="a", press=GO, status=422),
    State("enkat-fraga-vald", "/enkat/q5", sheet="a", answers=GIVEN),
    State("enkat-kolla", "/enkat/check", sheet="a", answers=GIVEN),
    *(State(f"enkat-forbi-{step}", f"/enkat/{step}", sheet="b", answers=given) for step, given in NOT_ASKED.items()),
    State("enkat-kolla-b", "/enkat/check", sheet="b", answers={"q8": "2", "q9": "0", "q10": "0"}),
    State("enkat-stangd", "/enkat/q3", sheet="shut", answers=GIVEN, status=409),
    State("enkat-inte-nu", "/enkat/check", sheet="lost", answers=GIVEN, press=GO, status=409),
    State("enkat-tack", "/enkat/tack/{box}"),
    State("enkat-tack-kand", "/enkat/tack/{box}", who=NEW),
    State("enkat-redan", "/enkat/redan/{box}"),
    State("enkat-redan-stangd", "/enkat/redan/{shut_box}"),
    State("enkat-annan-telefon", "/enkat/annan-telefon"),
    State("enkat-borja-om", "/enkat/borja-om"),
    State("enkat-borja-om-stangd", "/enkat/borja-om?stangd=1"),
)
