"""Answer, go back, change: whatever the order, the same answers give the same talk."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.flows.tiny import TEA, flow
from webapp.flows.engine.library import shipped
from webapp.flows.engine.paths import every_fact
from webapp.flows.engine.talk import path, submit, view
from webapp.surveys.engine.answers import Answer

TINY = flow(TEA)
STAIRCASE = shipped().get("staircase")

deeds = st.lists(
    st.tuples(st.sampled_from(["drink", "milk", "cake"]), st.sampled_from(["tea", "water", "milk", "black", "Bulle", "", "skip"])),
    max_size=30,
)


@settings(deadline=None)
@given(deeds)
def test_any_order_of_answer_back_and_edit_gives_the_same_live(done: list[tuple[str, str]]) -> None:
    answers: dict[str, Answer] = {}
    for key, typed in done:
        answers, _ = submit(TINY, answers, key, {"skip": "1"} if typed == "skip" else {"answer": typed})
    replayed: dict[str, Answer] = {}
    while (ask := view(TINY, replayed).ask) is not None and ask.key in answers:
        replayed[ask.key] = answers[ask.key]
    assert view(TINY, replayed).live == view(TINY, answers).live == replayed


@settings(deadline=None)
@given(st.data())
def test_the_staircase_stands_any_order_of_hands(data: st.DataObject) -> None:
    facts = data.draw(st.sampled_from(list(every_fact(STAIRCASE))))
    answers: dict[str, Answer] = {}
    for _ in range(data.draw(st.integers(0, 12))):
        now = view(STAIRCASE, answers, facts=facts)
        step = data.draw(st.sampled_from(now.reachable))
        ask = view(STAIRCASE, answers, facts=facts, at=step).ask
        assert ask is not None
        sample = data.draw(st.sampled_from(ask.question.samples()))
        posted = {"skip": "1"} if sample is None else {"answer": str(sample)}
        before = now.live
        answers, refused = submit(STAIRCASE, answers, step, posted, facts=facts)
        assert refused is None
        after = view(STAIRCASE, answers, facts=facts)
        assert after.live[step] == sample
        assert all(after.live[key] == before[key] for key in before.keys() & after.live.keys() - {step})
        assert [told.key for told in path(STAIRCASE, answers, facts=facts)] == [key for key in after.live if key != "check"]


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["place", "need", "hours", "share", "check"]), st.none() | st.text(max_size=9) | st.just("2-3")))
def test_whatever_is_stored_there_is_a_next_page(stored: dict[str, Answer]) -> None:
    for facts in every_fact(STAIRCASE):
        now = view(STAIRCASE, stored, facts=facts)
        assert now.done == (now.ask is None)
        assert now.live.keys() <= stored.keys()
